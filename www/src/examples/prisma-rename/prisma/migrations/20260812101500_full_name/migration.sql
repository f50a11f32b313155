-- In schema.prisma the field was renamed from `name` to `fullName`.
-- A schema file shows no renames: the old column goes, a new and empty one comes.
ALTER TABLE "User" DROP COLUMN "name",
ADD COLUMN     "fullName" TEXT;
