'use strict';

module.exports = {
  async up(queryInterface, Sequelize) {
    await queryInterface.sequelize.query('CREATE EXTENSION IF NOT EXISTS citext');
    await queryInterface.sequelize.transaction(async (transaction) => {
      await queryInterface.sequelize.query('DELETE FROM users WHERE email = :email', { replacements: { email: 'a@b' }, transaction });
    });
    const t = await queryInterface.sequelize.transaction();
    try {
      await queryInterface.sequelize.query('LOCK TABLE users', { transaction: t });
      await t.commit();
    } catch (error) {
      await t.rollback();
      throw error;
    }
    return queryInterface.sequelize.query(`CREATE INDEX CONCURRENTLY users_email ON users (email)`);
  },
  down: (queryInterface) => queryInterface.sequelize.query('DROP INDEX users_email'),
};
