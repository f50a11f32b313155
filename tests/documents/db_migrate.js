'use strict';
var dbm;
var fs = require('fs');

exports.setup = function (options) { dbm = options.dbmigrate; };

exports.up = function (db, callback) {
  db.runSql('CREATE TABLE a (id int)', [], function (error) {
    if (error) return callback(error);
    db.runSql('CREATE INDEX ON a (id)', callback);
  });
};

exports.down = function (db) {
  return new Promise(function (resolve, reject) {
    fs.readFile('down.sql', { encoding: 'utf-8' }, function (error, data) { if (error) return reject(error); resolve(data); });
  }).then(function (data) { return db.runSql(data); });
};
