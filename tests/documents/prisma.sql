/*
  Warnings:

  - You are about to drop the column `shelf` on the `Book` table. All the data in the column will be lost.

*/
-- AlterTable
ALTER TABLE "Book" DROP COLUMN "shelf",
ADD COLUMN     "shelfId" INTEGER;

-- CreateIndex
CREATE INDEX "Book_shelfId_idx" ON "Book"("shelfId");
