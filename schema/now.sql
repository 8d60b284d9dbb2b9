-- Written by make schema: all tables as the files of this folder make them. Read it, change it in a new file.
CREATE TABLE `account` (
  `id` bigint(20) unsigned NOT NULL AUTO_INCREMENT,
  `mail` varchar(254) CHARACTER SET utf8mb4 COLLATE utf8mb4_bin DEFAULT NULL COMMENT 'lower case; where letters go',
  `phone` varbinary(164) DEFAULT NULL COMMENT 'E.164, sealed; where SMS go',
  `phone_find` binary(16) DEFAULT NULL COMMENT 'blind index of phone',
  `name` varchar(150) NOT NULL DEFAULT '' COMMENT 'as the person wants to be called',
  `lang` varchar(8) CHARACTER SET ascii COLLATE ascii_bin NOT NULL DEFAULT 'en',
  `notice` int(10) unsigned DEFAULT NULL COMMENT 'version of the notice agreed to by who registered first',
  `state` varchar(16) CHARACTER SET ascii COLLATE ascii_bin NOT NULL DEFAULT 'registered' COMMENT 'registered, active, managed, locked, suspended, closed (DOMAIN 6.3)',
  `password` varbinary(512) DEFAULT NULL COMMENT 'argon2id PHC string, sealed',
  `password_at` datetime DEFAULT NULL,
  `totp` varbinary(256) DEFAULT NULL COMMENT 'key of the second factor, sealed',
  `totp_on` tinyint(1) NOT NULL DEFAULT 0,
  `totp_step` bigint(20) unsigned NOT NULL DEFAULT 0 COMMENT 'last step used: a code works once',
  `totp_at` datetime DEFAULT NULL COMMENT 'when the second factor was set up',
  `demo` tinyint(1) NOT NULL DEFAULT 0,
  `created_at` datetime NOT NULL COMMENT 'UTC, as every DATETIME',
  `device_at` datetime DEFAULT NULL COMMENT 'when a browser was last remembered for it',
  `codes_at` datetime DEFAULT NULL COMMENT 'when recovery codes were last made anew; they are derived from it',
  `reset_by` bigint(20) unsigned DEFAULT NULL COMMENT 'account that asked for a reset of the second factor',
  `reset_at` datetime DEFAULT NULL COMMENT 'when it asked; seven days to answer',
  `totp_must` tinyint(1) NOT NULL DEFAULT 0 COMMENT 'the second factor was reset: it must be set up anew',
  PRIMARY KEY (`id`),
  UNIQUE KEY `account_mail` (`mail`),
  UNIQUE KEY `account_phone` (`phone_find`),
  KEY `account_reset` (`reset_at`),
  CONSTRAINT `account_way_in` CHECK (`mail` is not null or `phone_find` is not null or `state` in ('closed','managed'))
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_uca1400_as_cs COMMENT='People; written by login';
CREATE TABLE `account_ask` (
  `hash` binary(32) NOT NULL COMMENT 'SHA-256 of what the asking browser holds',
  `account` bigint(20) unsigned DEFAULT NULL COMMENT 'NULL: nobody has that address, and no digits are right',
  `purpose` varchar(8) CHARACTER SET ascii COLLATE ascii_bin NOT NULL COMMENT 'confirm, reset or reach',
  `code` binary(32) NOT NULL COMMENT 'HMAC of the six digits',
  `tries` tinyint(3) unsigned NOT NULL DEFAULT 0,
  `ends_at` datetime NOT NULL,
  `name` varchar(150) DEFAULT NULL COMMENT 'of a registration: as the person wants to be called',
  `password` varbinary(512) DEFAULT NULL COMMENT 'of a registration: argon2id PHC string, sealed',
  `reach` varbinary(1200) DEFAULT NULL COMMENT 'of a change: the new mail address or phone, sealed',
  `notice` int(10) unsigned DEFAULT NULL COMMENT 'of a registration: version of the notice it agreed to',
  PRIMARY KEY (`hash`),
  KEY `account_ask_account` (`account`,`purpose`),
  KEY `account_ask_ends` (`ends_at`),
  CONSTRAINT `account_ask_account` FOREIGN KEY (`account`) REFERENCES `account` (`id`)
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_uca1400_as_cs COMMENT='Typed codes; written by login';
CREATE TABLE `account_change` (
  `id` bigint(20) unsigned NOT NULL AUTO_INCREMENT,
  `account` bigint(20) unsigned NOT NULL,
  `hash` binary(32) NOT NULL COMMENT 'SHA-256 of the code in the letter to the old address',
  `mail` varchar(254) CHARACTER SET utf8mb4 COLLATE utf8mb4_bin DEFAULT NULL COMMENT 'as it was',
  `phone` varbinary(164) DEFAULT NULL COMMENT 'as it was, sealed for the account',
  `phone_find` binary(16) DEFAULT NULL COMMENT 'blind index of phone',
  `ends_at` datetime NOT NULL,
  PRIMARY KEY (`id`),
  UNIQUE KEY `account_change_hash` (`hash`),
  KEY `account_change_account` (`account`,`id`),
  KEY `account_change_ends` (`ends_at`),
  CONSTRAINT `account_change_account` FOREIGN KEY (`account`) REFERENCES `account` (`id`)
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_uca1400_as_cs COMMENT='Changes of address that can be undone; written by login';
CREATE TABLE `account_code` (
  `id` bigint(20) unsigned NOT NULL AUTO_INCREMENT,
  `account` bigint(20) unsigned NOT NULL,
  `hash` binary(32) NOT NULL COMMENT 'SHA-256 of a recovery code of the second factor',
  `used_at` datetime DEFAULT NULL,
  PRIMARY KEY (`id`),
  UNIQUE KEY `account_code_once` (`account`,`hash`),
  CONSTRAINT `account_code_account` FOREIGN KEY (`account`) REFERENCES `account` (`id`)
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_uca1400_as_cs COMMENT='Recovery codes of the second factor; written by login';
CREATE TABLE `account_role` (
  `id` bigint(20) unsigned NOT NULL AUTO_INCREMENT,
  `account` bigint(20) unsigned NOT NULL,
  `org` bigint(20) unsigned NOT NULL,
  `role` int(10) unsigned NOT NULL COMMENT 'one bit of auth/role.h',
  `granted_by` bigint(20) unsigned DEFAULT NULL,
  `created_at` datetime NOT NULL,
  PRIMARY KEY (`id`),
  UNIQUE KEY `account_role_once` (`account`,`org`,`role`),
  KEY `account_role_org` (`org`),
  CONSTRAINT `account_role_account` FOREIGN KEY (`account`) REFERENCES `account` (`id`),
  CONSTRAINT `account_role_org` FOREIGN KEY (`org`) REFERENCES `org` (`id`)
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_uca1400_as_cs COMMENT='Roles; written by login and admin';
CREATE TABLE `account_token` (
  `hash` binary(32) NOT NULL COMMENT 'SHA-256 of the code',
  `account` bigint(20) unsigned NOT NULL,
  `purpose` varchar(8) CHARACTER SET ascii COLLATE ascii_bin NOT NULL COMMENT 'confirm or reset',
  `ends_at` datetime NOT NULL,
  `name` varchar(150) DEFAULT NULL COMMENT 'of a registration: as the person wants to be called',
  `password` varbinary(512) DEFAULT NULL COMMENT 'of a registration: argon2id PHC string, sealed',
  `notice` int(10) unsigned DEFAULT NULL COMMENT 'of a registration: version of the notice it agreed to',
  PRIMARY KEY (`hash`),
  KEY `account_token_account` (`account`,`purpose`),
  CONSTRAINT `account_token_account` FOREIGN KEY (`account`) REFERENCES `account` (`id`)
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_uca1400_as_cs COMMENT='Codes on their way; written by login';
CREATE TABLE `apply_admission` (
  `application` bigint(20) unsigned NOT NULL,
  `letter_no` varchar(20) CHARACTER SET ascii COLLATE ascii_bin DEFAULT NULL COMMENT 'of the letter of admission: AL, year, application, Luhn digit',
  `letter_at` datetime DEFAULT NULL,
  `jw202` varchar(20) CHARACTER SET ascii COLLATE ascii_bin DEFAULT NULL COMMENT 'number of the visa application form for study in China',
  `arrived_on` date DEFAULT NULL COMMENT 'entry into China; the residence permit counts from it',
  `visa` varchar(8) CHARACTER SET ascii COLLATE ascii_bin DEFAULT NULL COMMENT 'x1, x2, other',
  `insurance_no` varchar(40) DEFAULT NULL,
  `permit_until` date DEFAULT NULL COMMENT 'end of the residence permit, once the officer has seen it',
  PRIMARY KEY (`application`),
  UNIQUE KEY `apply_admission_letter` (`letter_no`),
  CONSTRAINT `apply_admission_application` FOREIGN KEY (`application`) REFERENCES `apply_application` (`id`)
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_uca1400_as_cs COMMENT='After admission';
CREATE TABLE `apply_application` (
  `id` bigint(20) unsigned NOT NULL AUTO_INCREMENT,
  `owner` bigint(20) unsigned NOT NULL COMMENT 'account of the applicant',
  `centre` bigint(20) unsigned NOT NULL COMMENT 'organisation that decides',
  `intake` bigint(20) unsigned NOT NULL,
  `number` varchar(20) CHARACTER SET ascii COLLATE ascii_bin DEFAULT NULL COMMENT 'AP, year, sequence, Luhn digit',
  `state` int(11) NOT NULL DEFAULT 0 COMMENT 'cgi/apply/flow.c',
  `state_before` int(11) NOT NULL DEFAULT 0,
  `ver` bigint(20) NOT NULL DEFAULT 0,
  `state_at` datetime NOT NULL,
  `due_at` datetime DEFAULT NULL COMMENT 'next promise that runs',
  `due_key` datetime GENERATED ALWAYS AS (coalesce(`due_at`,TIMESTAMP'9999-12-31 00:00:00')) STORED COMMENT 'order of the queue',
  `lang` varchar(8) CHARACTER SET ascii COLLATE ascii_bin NOT NULL COMMENT 'language of letters',
  `stale` tinyint(1) NOT NULL DEFAULT 0 COMMENT 'decision promise passed; never rejected for it (DOMAIN 2.2)',
  `fix` bigint(20) NOT NULL DEFAULT 0 COMMENT 'sections to correct, bits of the section table',
  `conditions` text DEFAULT NULL COMMENT 'of the offer, as told to the applicant',
  `sent_at` datetime DEFAULT NULL COMMENT 'first submission',
  `demo` tinyint(1) NOT NULL DEFAULT 0,
  `created_at` datetime NOT NULL,
  `name_native` varchar(150) DEFAULT NULL COMMENT 'own script',
  `name_primary` varchar(100) DEFAULT NULL COMMENT 'as in the passport (ICAO 9303)',
  `name_secondary` varchar(100) DEFAULT NULL COMMENT 'NULL: the person has one name',
  `name_zh` varchar(50) DEFAULT NULL,
  `sex` varchar(1) CHARACTER SET ascii COLLATE ascii_bin DEFAULT NULL COMMENT 'as in the passport: f, m, x',
  `birth` date DEFAULT NULL,
  `birthplace` varchar(100) DEFAULT NULL,
  `nationality` char(3) CHARACTER SET ascii COLLATE ascii_bin DEFAULT NULL COMMENT 'ISO 3166-1 alpha-3',
  `nationality2` char(3) CHARACTER SET ascii COLLATE ascii_bin DEFAULT NULL,
  `paper_kind` varchar(16) CHARACTER SET ascii COLLATE ascii_bin DEFAULT NULL COMMENT 'passport, border_pass, other',
  `passport_no` varbinary(400) DEFAULT NULL COMMENT 'sealed',
  `passport_no_find` binary(16) DEFAULT NULL COMMENT 'blind index',
  `passport_state` char(3) CHARACTER SET ascii COLLATE ascii_bin DEFAULT NULL COMMENT 'issuing state',
  `passport_issued` date DEFAULT NULL,
  `passport_expires` date DEFAULT NULL,
  `mrz1` varbinary(400) DEFAULT NULL COMMENT 'sealed',
  `mrz2` varbinary(400) DEFAULT NULL COMMENT 'sealed',
  `person_done` datetime DEFAULT NULL,
  `mail` varchar(254) DEFAULT NULL,
  `phone` varbinary(400) DEFAULT NULL COMMENT 'sealed',
  `address_country` char(3) CHARACTER SET ascii COLLATE ascii_bin DEFAULT NULL,
  `address_region` varchar(100) DEFAULT NULL,
  `address` varchar(300) DEFAULT NULL,
  `address_china` varchar(300) DEFAULT NULL,
  `emergency_name` varchar(150) DEFAULT NULL,
  `emergency_relation` varchar(16) CHARACTER SET ascii COLLATE ascii_bin DEFAULT NULL,
  `emergency_phone` varbinary(400) DEFAULT NULL COMMENT 'sealed',
  `contact_done` datetime DEFAULT NULL,
  `education_done` datetime DEFAULT NULL,
  `mother_tongue` varchar(100) DEFAULT NULL,
  `chinese` varchar(8) CHARACTER SET ascii COLLATE ascii_bin DEFAULT NULL COMMENT 'none, some, hsk1 to hsk6',
  `chinese_score` int(11) DEFAULT NULL,
  `chinese_date` date DEFAULT NULL,
  `chinese_no` varchar(40) DEFAULT NULL,
  `language_done` datetime DEFAULT NULL,
  `funding` varchar(16) CHARACTER SET ascii COLLATE ascii_bin DEFAULT NULL,
  `funding_name` varchar(150) DEFAULT NULL COMMENT 'who pays, when it is not the family',
  `agency_no` varchar(40) DEFAULT NULL,
  `money_done` datetime DEFAULT NULL,
  `guardian_name` varchar(150) DEFAULT NULL,
  `guardian_relation` varchar(16) CHARACTER SET ascii COLLATE ascii_bin DEFAULT NULL,
  `guardian_nationality` char(3) CHARACTER SET ascii COLLATE ascii_bin DEFAULT NULL,
  `guardian_in_china` tinyint(4) DEFAULT NULL,
  `guardian_phone` varbinary(400) DEFAULT NULL COMMENT 'sealed',
  `guardian_address` varchar(300) DEFAULT NULL,
  `guardian_done` datetime DEFAULT NULL,
  `papers_done` datetime DEFAULT NULL,
  `in_person` bigint(20) DEFAULT NULL COMMENT 'bits of sensitive_kinds of cgi/apply/forms_act.c',
  `health_on` date DEFAULT NULL COMMENT 'date on the health form handed in last',
  `no_crime_on` date DEFAULT NULL COMMENT 'date on the police certificate handed in last',
  PRIMARY KEY (`id`),
  UNIQUE KEY `apply_application_number` (`number`),
  KEY `apply_application_owner` (`owner`,`id`),
  KEY `apply_application_queue` (`centre`,`state`,`due_key`,`id`),
  KEY `apply_application_passport` (`passport_no_find`),
  KEY `apply_application_intake` (`intake`),
  CONSTRAINT `apply_application_centre` FOREIGN KEY (`centre`) REFERENCES `org` (`id`),
  CONSTRAINT `apply_application_intake` FOREIGN KEY (`intake`) REFERENCES `apply_intake` (`id`),
  CONSTRAINT `apply_application_owner` FOREIGN KEY (`owner`) REFERENCES `account` (`id`)
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_uca1400_as_cs COMMENT='Applications';
CREATE TABLE `apply_education` (
  `id` bigint(20) unsigned NOT NULL AUTO_INCREMENT,
  `application` bigint(20) unsigned NOT NULL,
  `level` varchar(16) CHARACTER SET ascii COLLATE ascii_bin NOT NULL COMMENT 'primary, junior, senior, vocational, college, bachelor, master, other',
  `school` varchar(200) NOT NULL,
  `country` char(3) CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
  `began` date NOT NULL,
  `ended` date DEFAULT NULL COMMENT 'NULL: still there',
  `graduated` tinyint(4) NOT NULL,
  PRIMARY KEY (`id`),
  KEY `apply_education_application` (`application`,`id`),
  CONSTRAINT `apply_education_application` FOREIGN KEY (`application`) REFERENCES `apply_application` (`id`)
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_uca1400_as_cs COMMENT='Schools attended';
CREATE TABLE `apply_intake` (
  `id` bigint(20) unsigned NOT NULL AUTO_INCREMENT,
  `programme` bigint(20) unsigned NOT NULL,
  `opens` date NOT NULL COMMENT 'first day applications are taken, Asia/Shanghai',
  `closes` date NOT NULL COMMENT 'last day, until its end',
  `starts` date NOT NULL COMMENT 'first day of teaching',
  `capacity` int(11) NOT NULL,
  `reserved` int(11) NOT NULL DEFAULT 0 COMMENT 'offers open or accepted',
  `taken` int(11) NOT NULL DEFAULT 0 COMMENT 'admitted',
  `demo` tinyint(1) NOT NULL DEFAULT 0,
  PRIMARY KEY (`id`),
  UNIQUE KEY `apply_intake_once` (`programme`,`starts`),
  CONSTRAINT `apply_intake_programme` FOREIGN KEY (`programme`) REFERENCES `apply_programme` (`id`),
  CONSTRAINT `apply_intake_seats` CHECK (`reserved` >= 0 and `taken` >= 0 and `reserved` + `taken` <= `capacity`)
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_uca1400_as_cs COMMENT='Intakes and seats';
CREATE TABLE `apply_programme` (
  `id` bigint(20) unsigned NOT NULL AUTO_INCREMENT,
  `centre` bigint(20) unsigned NOT NULL COMMENT 'organisation that teaches it',
  `code` varchar(20) CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
  `kind` varchar(16) CHARACTER SET ascii COLLATE ascii_bin NOT NULL COMMENT 'language, short, secondary, vocational, degree',
  `months` int(11) NOT NULL COMMENT 'length',
  `age_min` int(11) NOT NULL COMMENT 'completed years at the start',
  `hsk_min` int(11) NOT NULL DEFAULT 0 COMMENT 'lowest HSK level asked for; 0 none',
  `asean_only` tinyint(1) NOT NULL DEFAULT 1 COMMENT 'nationality of an ASEAN member state at submission',
  `active` tinyint(1) NOT NULL DEFAULT 1,
  `demo` tinyint(1) NOT NULL DEFAULT 0,
  PRIMARY KEY (`id`),
  UNIQUE KEY `apply_programme_code` (`code`),
  KEY `apply_programme_centre` (`centre`),
  CONSTRAINT `apply_programme_centre` FOREIGN KEY (`centre`) REFERENCES `org` (`id`)
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_uca1400_as_cs COMMENT='Programmes';
CREATE TABLE `apply_programme_text` (
  `programme` bigint(20) unsigned NOT NULL,
  `lang` varchar(8) CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
  `name` varchar(200) NOT NULL,
  `summary` varchar(1000) NOT NULL DEFAULT '',
  PRIMARY KEY (`programme`,`lang`),
  CONSTRAINT `apply_programme_text_programme` FOREIGN KEY (`programme`) REFERENCES `apply_programme` (`id`)
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_uca1400_as_cs COMMENT='Names of programmes; zh and en always, others when translated';
CREATE TABLE `apply_requirement` (
  `id` bigint(20) unsigned NOT NULL AUTO_INCREMENT,
  `programme` bigint(20) unsigned DEFAULT NULL COMMENT 'NULL: every programme',
  `kind` varchar(30) CHARACTER SET ascii COLLATE ascii_bin NOT NULL COMMENT 'passport, photo, diploma, transcript, hsk, health, no_crime, guardian, other',
  `must` tinyint(1) NOT NULL,
  `minors` tinyint(1) NOT NULL DEFAULT 0 COMMENT 'only of applicants under 18 at the start',
  `valid_from` date NOT NULL,
  `valid_to` date DEFAULT NULL,
  `source` varchar(200) NOT NULL,
  PRIMARY KEY (`id`),
  UNIQUE KEY `apply_requirement_once` (`programme`,`kind`,`valid_from`)
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_uca1400_as_cs COMMENT='Papers asked for';
CREATE TABLE `asean_member` (
  `code` char(3) CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
  `valid_from` date NOT NULL,
  `source` varchar(200) NOT NULL,
  PRIMARY KEY (`code`)
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_uca1400_as_cs COMMENT='ASEAN member states';
CREATE TABLE `audit` (
  `id` bigint(20) unsigned NOT NULL AUTO_INCREMENT,
  `chain` varchar(80) CHARACTER SET ascii COLLATE ascii_bin NOT NULL COMMENT 'program@host#worker: one writer, so that nobody waits',
  `seq` bigint(20) unsigned NOT NULL COMMENT 'without gaps in its chain',
  `at` datetime NOT NULL,
  `action` varchar(30) CHARACTER SET ascii COLLATE ascii_bin NOT NULL COMMENT 'row of cgi/common/auth/audit.c',
  `refused` tinyint(1) NOT NULL COMMENT 'it was tried, and not done',
  `actor` bigint(20) unsigned NOT NULL COMMENT 'account that acted; 0 nobody or the clock',
  `org` bigint(20) unsigned NOT NULL COMMENT 'hat the actor had on; 0 none',
  `subject` bigint(20) unsigned NOT NULL COMMENT 'account it is about; 0 none',
  `object` varchar(60) CHARACTER SET ascii COLLATE ascii_bin NOT NULL COMMENT 'kind:id, "" if none',
  `detail` varchar(300) NOT NULL COMMENT 'codes and numbers, never names',
  `address` varchar(45) CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
  `request` varchar(40) CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
  `hash` binary(32) NOT NULL COMMENT 'HMAC over the hash before and this row',
  PRIMARY KEY (`id`),
  UNIQUE KEY `audit_chain` (`chain`,`seq`),
  KEY `audit_at` (`at`,`id`),
  KEY `audit_actor` (`actor`,`id`),
  KEY `audit_subject` (`subject`,`id`),
  KEY `audit_action` (`action`,`id`),
  KEY `audit_object` (`object`,`id`)
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_uca1400_as_cs COMMENT='Audit; INSERT only';
CREATE TABLE `calendar_day` (
  `day` date NOT NULL,
  `kind` varchar(8) CHARACTER SET ascii COLLATE ascii_bin NOT NULL COMMENT 'off or worked',
  `source` varchar(200) NOT NULL,
  PRIMARY KEY (`day`)
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_uca1400_as_cs COMMENT='Public holidays and worked weekends of China';
CREATE TABLE `calendar_draft` (
  `id` bigint(20) unsigned NOT NULL AUTO_INCREMENT,
  `year` smallint(5) unsigned NOT NULL,
  `days` text NOT NULL COMMENT 'a line a day: 2027-02-05 off',
  `source` varchar(200) NOT NULL COMMENT 'number and date of the notice',
  `made_by` bigint(20) unsigned NOT NULL COMMENT 'account',
  `created_at` datetime NOT NULL,
  PRIMARY KEY (`id`),
  UNIQUE KEY `calendar_draft_year` (`year`)
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_uca1400_as_cs COMMENT='Notices before they are confirmed';
CREATE TABLE `consent` (
  `id` bigint(20) unsigned NOT NULL AUTO_INCREMENT,
  `account` bigint(20) unsigned NOT NULL COMMENT 'whose data it is about',
  `purpose` varchar(20) CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
  `version` int(10) unsigned NOT NULL,
  `lang` varchar(8) CHARACTER SET ascii COLLATE ascii_bin NOT NULL COMMENT 'of the page on which it was given',
  `given_at` datetime NOT NULL,
  `withdrawn_at` datetime DEFAULT NULL,
  `given_by` bigint(20) unsigned NOT NULL COMMENT 'account that ticked the box: the same, or the guardian',
  `address_hash` binary(16) DEFAULT NULL COMMENT 'message code of the network address, to compare with, not to read',
  `valid` tinyint(4) GENERATED ALWAYS AS (if(`withdrawn_at` is null,1,NULL)) STORED COMMENT 'NULL once taken back: then it may be given again',
  PRIMARY KEY (`id`),
  UNIQUE KEY `consent_once` (`account`,`purpose`,`version`,`valid`),
  CONSTRAINT `consent_account` FOREIGN KEY (`account`) REFERENCES `account` (`id`)
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_uca1400_as_cs COMMENT='Consents; added by the programs that ask, taken back in privacy';
CREATE TABLE `delegation` (
  `id` bigint(20) unsigned NOT NULL AUTO_INCREMENT,
  `subject` bigint(20) unsigned NOT NULL COMMENT 'account that is acted for',
  `agent` bigint(20) unsigned DEFAULT NULL COMMENT 'account that acts; NULL until somebody said yes',
  `org` bigint(20) unsigned DEFAULT NULL COMMENT 'organisation of the agent, if it acts for it',
  `kind` varchar(8) CHARACTER SET ascii COLLATE ascii_bin NOT NULL COMMENT 'teacher, guardian, support',
  `scope` varchar(20) CHARACTER SET ascii COLLATE ascii_bin NOT NULL COMMENT 'program it is good in',
  `state` varchar(8) CHARACTER SET ascii COLLATE ascii_bin NOT NULL COMMENT 'asked, active, ended, refused',
  `begins_at` datetime DEFAULT NULL,
  `ends_at` datetime NOT NULL COMMENT 'while it is asked: until when the answer may come',
  `created_at` datetime NOT NULL,
  `address` varbinary(600) DEFAULT NULL COMMENT 'of who is asked, sealed',
  `address_find` binary(16) DEFAULT NULL COMMENT 'blind index of it',
  `days` smallint(5) unsigned NOT NULL DEFAULT 0 COMMENT 'how long it will be good once somebody said yes',
  `ended_at` datetime DEFAULT NULL,
  `ended_by` bigint(20) unsigned DEFAULT NULL COMMENT 'account; NULL: by itself',
  `managed` tinyint(1) NOT NULL DEFAULT 0 COMMENT 'good only while the person has no way in of its own',
  PRIMARY KEY (`id`),
  KEY `delegation_subject` (`subject`,`id`),
  KEY `delegation_agent` (`agent`,`id`),
  KEY `delegation_address` (`address_find`,`state`),
  KEY `delegation_ends` (`state`,`ends_at`),
  KEY `delegation_managed` (`managed`,`state`),
  CONSTRAINT `delegation_agent` FOREIGN KEY (`agent`) REFERENCES `account` (`id`),
  CONSTRAINT `delegation_subject` FOREIGN KEY (`subject`) REFERENCES `account` (`id`)
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_uca1400_as_cs COMMENT='Who acts for whom; written by trust';
CREATE TABLE `document` (
  `id` bigint(20) unsigned NOT NULL AUTO_INCREMENT,
  `owner` bigint(20) unsigned NOT NULL,
  `program` varchar(20) CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
  `case_id` bigint(20) unsigned NOT NULL,
  `kind` varchar(30) CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
  `name` varbinary(1200) NOT NULL COMMENT 'file name as sent, sealed; for display only',
  `mime` varchar(40) CHARACTER SET ascii COLLATE ascii_bin NOT NULL COMMENT 'by signature, not by claim',
  `size` int(10) unsigned NOT NULL COMMENT 'bytes before sealing',
  `sha256` binary(32) NOT NULL COMMENT 'of the bytes before sealing; checked before a byte is sent',
  `scan` varchar(8) CHARACTER SET ascii COLLATE ascii_bin NOT NULL COMMENT 'clean, none',
  `created_at` datetime NOT NULL,
  PRIMARY KEY (`id`),
  KEY `document_case` (`program`,`case_id`,`id`),
  KEY `document_owner` (`owner`,`id`),
  CONSTRAINT `document_owner` FOREIGN KEY (`owner`) REFERENCES `account` (`id`)
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_uca1400_as_cs COMMENT='What is known about each file';
CREATE TABLE `document_body` (
  `document` bigint(20) unsigned NOT NULL,
  `body` longblob NOT NULL COMMENT 'sealed: envelope v1 of SECURITY 31',
  PRIMARY KEY (`document`),
  CONSTRAINT `document_body_document` FOREIGN KEY (`document`) REFERENCES `document` (`id`) ON DELETE CASCADE
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_uca1400_as_cs COMMENT='Sealed files';
CREATE TABLE `flow_log` (
  `id` bigint(20) unsigned NOT NULL AUTO_INCREMENT,
  `flow` varchar(20) CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
  `case_id` bigint(20) unsigned NOT NULL,
  `ver` bigint(20) NOT NULL COMMENT 'version the case had after the move',
  `state_from` int(11) NOT NULL,
  `state_to` int(11) NOT NULL,
  `event` int(11) NOT NULL,
  `who` bigint(20) unsigned NOT NULL COMMENT 'account; 0 the clock',
  `role` int(10) unsigned NOT NULL COMMENT 'role bit that allowed it',
  `org` bigint(20) unsigned NOT NULL DEFAULT 0,
  `at` datetime NOT NULL,
  `reason` varchar(40) CHARACTER SET ascii COLLATE ascii_bin NOT NULL DEFAULT '',
  `text` text DEFAULT NULL COMMENT 'told to the owner',
  `note` text DEFAULT NULL COMMENT 'internal',
  `request` varchar(40) CHARACTER SET ascii COLLATE ascii_bin NOT NULL DEFAULT '',
  `hash` binary(32) NOT NULL,
  PRIMARY KEY (`id`),
  UNIQUE KEY `flow_log_once` (`flow`,`case_id`,`ver`)
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_uca1400_as_cs COMMENT='History of cases; INSERT only';
CREATE TABLE `flow_term` (
  `id` bigint(20) unsigned NOT NULL AUTO_INCREMENT,
  `flow` varchar(20) CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
  `event` varchar(30) CHARACTER SET ascii COLLATE ascii_bin NOT NULL COMMENT 'name of the event it fires',
  `days` int(11) NOT NULL,
  `working` tinyint(1) NOT NULL COMMENT 'working days of calendar_day; else calendar days',
  `valid_from` date NOT NULL,
  `valid_to` date DEFAULT NULL,
  `source` varchar(200) NOT NULL,
  PRIMARY KEY (`id`),
  UNIQUE KEY `flow_term_once` (`flow`,`event`,`valid_from`)
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_uca1400_as_cs COMMENT='Lengths of clocks';
CREATE TABLE `flow_timer` (
  `id` bigint(20) unsigned NOT NULL AUTO_INCREMENT,
  `flow` varchar(20) CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
  `case_id` bigint(20) unsigned NOT NULL,
  `event` int(11) NOT NULL,
  `due_at` datetime DEFAULT NULL COMMENT 'NULL while it stands still',
  `paused_at` datetime DEFAULT NULL,
  `left_days` int(11) DEFAULT NULL COMMENT 'days that were left when it was stopped',
  PRIMARY KEY (`id`),
  UNIQUE KEY `flow_timer_once` (`flow`,`case_id`,`event`),
  KEY `flow_timer_due` (`flow`,`due_at`)
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_uca1400_as_cs COMMENT='Running clocks; a fired or ended clock is deleted, flow_log keeps what happened';
CREATE TABLE `kept_form` (
  `hash` binary(32) NOT NULL COMMENT 'SHA-256 of the cookie',
  `account` bigint(20) unsigned NOT NULL,
  `place` varchar(500) CHARACTER SET ascii COLLATE ascii_bin NOT NULL COMMENT 'address of the form, with its query',
  `body` mediumblob NOT NULL COMMENT 'sealed: the fields as they were sent, without files and secrets',
  `ends_at` datetime NOT NULL,
  PRIMARY KEY (`hash`),
  KEY `kept_form_ends` (`ends_at`),
  KEY `kept_form_account` (`account`),
  CONSTRAINT `kept_form_account` FOREIGN KEY (`account`) REFERENCES `account` (`id`)
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_uca1400_as_cs COMMENT='Forms that outlive their session';
CREATE TABLE `notice` (
  `purpose` varchar(20) CHARACTER SET ascii COLLATE ascii_bin NOT NULL COMMENT 'account, apply, apply_passport, apply_health, apply_crime, guardian',
  `version` int(10) unsigned NOT NULL,
  `lang` varchar(8) CHARACTER SET ascii COLLATE ascii_bin NOT NULL COMMENT 'English is there of each version',
  `title` varchar(200) NOT NULL,
  `body` text NOT NULL COMMENT 'parts apart by an empty line; the first line of each is its heading',
  `valid_from` date NOT NULL COMMENT 'the highest version that has begun is in force',
  `source` varchar(200) NOT NULL COMMENT 'rule that asks for it',
  PRIMARY KEY (`purpose`,`version`,`lang`)
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_uca1400_as_cs COMMENT='Notices about personal data; written by migrations only';
CREATE TABLE `org` (
  `id` bigint(20) unsigned NOT NULL AUTO_INCREMENT,
  `kind` varchar(16) CHARACTER SET ascii COLLATE ascii_bin NOT NULL COMMENT 'centre, school, enterprise, bank, insurer, department',
  `name` varchar(200) NOT NULL COMMENT 'legal name in Chinese',
  `name_en` varchar(200) NOT NULL DEFAULT '',
  `uscc` char(18) CHARACTER SET ascii COLLATE ascii_bin DEFAULT NULL COMMENT 'unified social credit code, GB 32100-2015',
  `leads` tinyint(1) NOT NULL DEFAULT 0 COMMENT 'leads the coordination of clause 21',
  `demo` tinyint(1) NOT NULL DEFAULT 0,
  `created_at` datetime NOT NULL,
  `closed_at` datetime DEFAULT NULL COMMENT 'roles in it count no more',
  `successor` bigint(20) unsigned DEFAULT NULL COMMENT 'organisation that took over',
  PRIMARY KEY (`id`),
  UNIQUE KEY `org_uscc` (`uscc`)
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_uca1400_as_cs COMMENT='Organisations; written by login and admin';
CREATE TABLE `org_case` (
  `id` bigint(20) unsigned NOT NULL AUTO_INCREMENT,
  `owner` bigint(20) unsigned NOT NULL COMMENT 'account that asks, and becomes the administrator',
  `verifier` bigint(20) unsigned DEFAULT NULL COMMENT 'organisation that decides, from org_verifier',
  `number` varchar(20) CHARACTER SET ascii COLLATE ascii_bin DEFAULT NULL COMMENT 'OR, year, sequence, Luhn digit',
  `state` int(11) NOT NULL DEFAULT 0 COMMENT 'cgi/org/flow.c',
  `state_before` int(11) NOT NULL DEFAULT 0,
  `ver` bigint(20) NOT NULL DEFAULT 0,
  `state_at` datetime DEFAULT NULL,
  `due_at` datetime DEFAULT NULL COMMENT 'next promise that runs',
  `lang` varchar(8) CHARACTER SET ascii COLLATE ascii_bin NOT NULL DEFAULT 'en' COMMENT 'language of letters',
  `kind` varchar(16) CHARACTER SET ascii COLLATE ascii_bin NOT NULL COMMENT 'as org.kind',
  `name` varchar(200) NOT NULL COMMENT 'legal name in Chinese',
  `name_en` varchar(200) DEFAULT NULL,
  `uscc` char(18) CHARACTER SET ascii COLLATE ascii_bin NOT NULL COMMENT 'unified social credit code; check sign may be doubtful',
  `contact` varbinary(600) DEFAULT NULL COMMENT 'sealed: name of the person to ask',
  `phone` varbinary(400) DEFAULT NULL COMMENT 'sealed',
  `why` varchar(1000) NOT NULL COMMENT 'what it wants to do here',
  `org` bigint(20) unsigned DEFAULT NULL COMMENT 'the organisation it became',
  `demo` tinyint(1) NOT NULL DEFAULT 0,
  `created_at` datetime DEFAULT NULL,
  PRIMARY KEY (`id`),
  UNIQUE KEY `org_case_number` (`number`),
  KEY `org_case_owner` (`owner`,`id`),
  KEY `org_case_queue` (`verifier`,`state`,`due_at`,`id`),
  KEY `org_case_uscc` (`uscc`),
  KEY `org_case_org` (`org`),
  CONSTRAINT `org_case_org` FOREIGN KEY (`org`) REFERENCES `org` (`id`),
  CONSTRAINT `org_case_owner` FOREIGN KEY (`owner`) REFERENCES `account` (`id`),
  CONSTRAINT `org_case_verifier` FOREIGN KEY (`verifier`) REFERENCES `org` (`id`)
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_uca1400_as_cs COMMENT='Registrations of organisations';
CREATE TABLE `org_grant` (
  `id` bigint(20) unsigned NOT NULL AUTO_INCREMENT,
  `org` bigint(20) unsigned NOT NULL,
  `role` int(10) unsigned NOT NULL COMMENT 'one bit of auth/role.h',
  `account` bigint(20) unsigned DEFAULT NULL COMMENT 'receiver; NULL while invited by address',
  `address` varbinary(1200) DEFAULT NULL COMMENT 'sealed: mail or phone the invitation went to',
  `code` binary(32) DEFAULT NULL COMMENT 'SHA-256 of the code in the letter; NULL once it is used',
  `asked_by` bigint(20) unsigned NOT NULL,
  `asked_at` datetime NOT NULL,
  `ends_at` datetime DEFAULT NULL COMMENT 'until when it may be taken or confirmed',
  `taken_at` datetime DEFAULT NULL COMMENT 'the receiver accepted',
  `second_by` bigint(20) unsigned DEFAULT NULL COMMENT 'second person',
  `second_at` datetime DEFAULT NULL,
  `given_at` datetime DEFAULT NULL COMMENT 'the role came into force',
  `closed_at` datetime DEFAULT NULL COMMENT 'refused, called back, declined, or taken away',
  `closed_by` bigint(20) unsigned DEFAULT NULL,
  PRIMARY KEY (`id`),
  UNIQUE KEY `org_grant_code` (`code`),
  KEY `org_grant_org` (`org`,`id`),
  KEY `org_grant_account` (`account`,`id`),
  KEY `org_grant_asked_by` (`asked_by`),
  CONSTRAINT `org_grant_account` FOREIGN KEY (`account`) REFERENCES `account` (`id`),
  CONSTRAINT `org_grant_asked_by` FOREIGN KEY (`asked_by`) REFERENCES `account` (`id`),
  CONSTRAINT `org_grant_org` FOREIGN KEY (`org`) REFERENCES `org` (`id`)
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_uca1400_as_cs COMMENT='Roles asked for, given and taken away; written by org';
CREATE TABLE `org_verifier` (
  `kind` varchar(16) CHARACTER SET ascii COLLATE ascii_bin NOT NULL COMMENT 'as org.kind',
  `org` bigint(20) unsigned NOT NULL COMMENT 'the department',
  `roles` int(10) unsigned NOT NULL COMMENT 'who of it: bits of auth/role.h',
  `two` tinyint(1) NOT NULL COMMENT 'one person checks, another one verifies',
  `source` varchar(200) NOT NULL,
  PRIMARY KEY (`kind`),
  KEY `org_verifier_org` (`org`),
  CONSTRAINT `org_verifier_org` FOREIGN KEY (`org`) REFERENCES `org` (`id`)
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_uca1400_as_cs COMMENT='Who verifies organisations';
CREATE TABLE `outbox` (
  `id` bigint(20) unsigned NOT NULL AUTO_INCREMENT,
  `way` varchar(4) CHARACTER SET ascii COLLATE ascii_bin NOT NULL DEFAULT 'mail' COMMENT 'mail or sms',
  `account` bigint(20) unsigned DEFAULT NULL COMMENT 'receiver; the address is looked up when sent',
  `address` varchar(254) CHARACTER SET utf8mb4 COLLATE utf8mb4_bin DEFAULT NULL COMMENT 'instead of an account',
  `phone` varbinary(164) DEFAULT NULL COMMENT 'E.164, sealed; instead of an account',
  `lang` varchar(8) CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
  `name` varchar(40) CHARACTER SET ascii COLLATE ascii_bin NOT NULL COMMENT 'letter, as in the catalogues',
  `subject` varchar(300) NOT NULL,
  `body` blob DEFAULT NULL COMMENT 'sealed text; NULL once a secret letter is sent',
  `sms` blob DEFAULT NULL COMMENT 'sealed: the same in the words of an SMS; NULL once a secret letter is sent',
  `secret` tinyint(1) NOT NULL DEFAULT 0,
  `flow` varchar(20) CHARACTER SET ascii COLLATE ascii_bin NOT NULL DEFAULT '',
  `case_id` bigint(20) unsigned NOT NULL DEFAULT 0,
  `state` varchar(8) CHARACTER SET ascii COLLATE ascii_bin NOT NULL DEFAULT 'waiting' COMMENT 'waiting, sent, failed',
  `tries` int(11) NOT NULL DEFAULT 0,
  `next_at` datetime NOT NULL,
  `sent_at` datetime DEFAULT NULL,
  `problem` varchar(200) NOT NULL DEFAULT '',
  `created_at` datetime NOT NULL,
  PRIMARY KEY (`id`),
  KEY `outbox_case` (`flow`,`case_id`,`id`),
  KEY `outbox_account` (`account`,`id`),
  KEY `outbox_due` (`state`,`way`,`next_at`)
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_uca1400_as_cs COMMENT='Letters; added by every program, sent by post';
CREATE TABLE `schema_version` (
  `file` varchar(80) CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
  `sha256` char(64) CHARACTER SET ascii COLLATE ascii_bin NOT NULL COMMENT 'of the file as it was applied',
  `applied_at` datetime NOT NULL,
  PRIMARY KEY (`file`)
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_uca1400_as_cs COMMENT='Migrations applied; written by qiao-admin';
CREATE TABLE `session` (
  `hash` binary(32) NOT NULL COMMENT 'SHA-256 of the cookie',
  `account` bigint(20) unsigned NOT NULL,
  `org` bigint(20) unsigned DEFAULT NULL COMMENT 'organisation whose hat is on',
  `second` tinyint(1) NOT NULL DEFAULT 0 COMMENT 'second factor given',
  `staff` tinyint(1) NOT NULL DEFAULT 0 COMMENT 'short limits apply',
  `begun_at` datetime DEFAULT NULL COMMENT 'signed in with the password',
  `signed_at` datetime NOT NULL COMMENT 'password last given',
  `seen_at` datetime NOT NULL COMMENT 'last request, to the minute',
  `ends_at` datetime NOT NULL COMMENT 'absolute limit',
  `address` varchar(45) CHARACTER SET ascii COLLATE ascii_bin NOT NULL DEFAULT '',
  `agent` varchar(200) NOT NULL DEFAULT '',
  `acting` bigint(20) unsigned DEFAULT NULL COMMENT 'delegation in use',
  `hats` tinyint(3) unsigned NOT NULL DEFAULT 0 COMMENT 'organisations of the person at sign-in',
  PRIMARY KEY (`hash`),
  KEY `session_account` (`account`),
  KEY `session_ends` (`ends_at`),
  CONSTRAINT `session_account` FOREIGN KEY (`account`) REFERENCES `account` (`id`)
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_uca1400_as_cs COMMENT='Sessions; written by login';
CREATE TABLE `sink` (
  `id` bigint(20) unsigned NOT NULL COMMENT 'of the letter in outbox',
  `way` varchar(4) CHARACTER SET ascii COLLATE ascii_bin NOT NULL COMMENT 'mail or sms',
  `lang` varchar(8) CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
  `receiver` varbinary(1200) NOT NULL COMMENT 'address or phone, sealed',
  `subject` varchar(300) NOT NULL DEFAULT '',
  `body` blob NOT NULL COMMENT 'text, sealed',
  `sent_at` datetime NOT NULL,
  PRIMARY KEY (`id`)
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_uca1400_as_cs COMMENT='Letters of a demonstration; written by post';
CREATE TABLE `submit_key` (
  `k` binary(16) NOT NULL COMMENT 'random part of the form token',
  `place` varchar(500) CHARACTER SET ascii COLLATE ascii_bin NOT NULL COMMENT 'where the first answer pointed',
  `created_at` datetime NOT NULL,
  PRIMARY KEY (`k`),
  KEY `submit_key_created` (`created_at`)
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_uca1400_as_cs COMMENT='Idempotency keys; written by every program, swept after a day';
CREATE TABLE `sweep_run` (
  `program` varchar(20) CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
  `host` varchar(64) CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
  `began_at` datetime NOT NULL,
  `ended_at` datetime DEFAULT NULL COMMENT 'of the last one that came to its end; before began_at: one is at work, or broke off',
  `fired` int(10) unsigned NOT NULL DEFAULT 0 COMMENT 'deadlines it carried out',
  `failed` tinyint(1) NOT NULL DEFAULT 0 COMMENT 'a part of it could not be done',
  PRIMARY KEY (`program`,`host`)
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_uca1400_as_cs COMMENT='Last sweeps';
CREATE TABLE `throttle` (
  `bucket` binary(16) NOT NULL COMMENT 'HMAC of kind and key',
  `fails` int(10) unsigned NOT NULL,
  `since` datetime NOT NULL,
  `until` datetime DEFAULT NULL COMMENT 'nothing is tried before',
  PRIMARY KEY (`bucket`),
  KEY `throttle_since` (`since`)
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_uca1400_as_cs COMMENT='Failed tries; written by login';
CREATE TABLE `ward` (
  `account` bigint(20) unsigned NOT NULL,
  `org` bigint(20) unsigned DEFAULT NULL COMMENT 'school that answers for it; NULL: a guardian does',
  `relation` varchar(12) CHARACTER SET ascii COLLATE ascii_bin NOT NULL COMMENT 'to the school, or of the guardian',
  `number` varchar(40) DEFAULT NULL COMMENT 'class or number at the school',
  `birth` varbinary(200) NOT NULL COMMENT 'birth date, sealed',
  `find` binary(16) NOT NULL COMMENT 'blind index of name and birth date',
  `signed_by` varchar(8) CHARACTER SET ascii COLLATE ascii_bin NOT NULL COMMENT 'who signed the consent on paper: pupil, guardian',
  `opened_by` bigint(20) unsigned NOT NULL COMMENT 'account that confirmed the signature',
  `opened_at` datetime NOT NULL,
  `taken_at` datetime DEFAULT NULL COMMENT 'since when its person has a way in',
  PRIMARY KEY (`account`),
  KEY `ward_org` (`org`,`account`),
  KEY `ward_find` (`find`),
  CONSTRAINT `ward_account` FOREIGN KEY (`account`) REFERENCES `account` (`id`),
  CONSTRAINT `ward_org` FOREIGN KEY (`org`) REFERENCES `org` (`id`)
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_uca1400_as_cs COMMENT='Managed accounts; written by trust, taken over in login';
CREATE TABLE `ward_code` (
  `account` bigint(20) unsigned NOT NULL,
  `hash` binary(32) NOT NULL COMMENT 'message code of what is printed',
  `made_by` bigint(20) unsigned NOT NULL,
  `made_at` datetime NOT NULL,
  `ends_at` datetime NOT NULL,
  `ticket` binary(32) DEFAULT NULL COMMENT 'SHA-256 of what the browser holds that typed code and birth date',
  `ticket_ends_at` datetime DEFAULT NULL,
  `keep` tinyint(1) NOT NULL DEFAULT 0 COMMENT 'whoever acts now may go on afterwards',
  PRIMARY KEY (`account`),
  UNIQUE KEY `ward_code_hash` (`hash`),
  UNIQUE KEY `ward_code_ticket` (`ticket`),
  CONSTRAINT `ward_code_account` FOREIGN KEY (`account`) REFERENCES `account` (`id`)
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_uca1400_as_cs COMMENT='Codes to take a managed account over; written by trust, used up in login';
CREATE SQL SECURITY DEFINER VIEW `apply_letter` AS
  select `outbox`.`id` AS `id`,`outbox`.`case_id` AS `case_id`,`outbox`.`account` AS `account`,`outbox`.`name` AS `name`,`outbox`.`lang` AS `lang`,`outbox`.`subject` AS `subject`,`outbox`.`body` AS `body`,`outbox`.`created_at` AS `created_at`
  from `outbox` where `outbox`.`flow` = 'apply' and `outbox`.`secret` = 0;
CREATE SQL SECURITY DEFINER VIEW `login_event` AS
  select `audit`.`id` AS `id`,`audit`.`subject` AS `account`,`audit`.`at` AS `at`,`audit`.`action` AS `action`,`audit`.`refused` AS `refused`,if(`audit`.`actor` in (0,`audit`.`subject`),`audit`.`address`,'') AS `address`,`audit`.`detail` AS `detail`
  from `audit` where `audit`.`action`  not like 'view%';
