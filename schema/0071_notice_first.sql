-- The first version of every notice, in all languages. Parts that several notices share are said once a language.
-- Articles are those of the Personal Information Protection Law (PIPL). Whoever changes a word writes a new version in
-- a new file instead.
SET @gap = CONCAT(CHAR(10), CHAR(10)), @begins = '2026-11-01';
SET @told = 'PIPL, articles 14 and 17', @sensitive = 'PIPL, articles 14, 17 and 28 to 30',
  @child = 'PIPL, articles 14, 17 and 31';

-- zh
SET @who = '由谁负责
云南省勐腊县的中国（勐腊）东盟教育培训中心，代表勐腊县。工作日北京时间 8:30 至 17:30 可与工作人员当面或电话联系。';
SET @rights = '您的权利
在“隐私说明”中，您可以查阅和复制自己的信息、要求更正错误、撤回同意，也可以要求我们删除。您还可以向网信部门投诉。';
SET @see = '谁可以看到
只有中心的工作人员；法律要求我们提供时（例如办理签证），还有中国的主管机关。每一次查看都有记录，您可以在“隐私说明”中查阅这些记录。';
SET @protect = '如何保护
加密保存。只有您所申请的中心的工作人员才能打开，每次打开都有记录。保存时间与您的申请相同。';
SET @refuse = '如果您不愿意
您可以不上传，改为到中心当面出示，您的申请不会因此受到不利影响。您可以随时在“隐私说明”中撤回此项同意；撤回之前已进行的处理仍然有效。';
INSERT IGNORE INTO notice (purpose, version, lang, title, body, valid_from, source) VALUES
  ('account', 1, 'zh', '我们如何处理您的账号信息', CONCAT_WS(@gap,
    @who,
    '保存哪些信息
您的姓名、电子邮箱或手机号码、使用的语言；您的密码和第二步验证的密钥（以任何人都无法读出的形式保存）；您登录的时间和来源。',
    '用于什么
确认登录的是您本人而不是别人，就您自己的事项给您写信，并在日后能够说明谁做了什么。我们不出售信息，本网站不向境外传输信息，也不由机器自动对您作出决定。',
    '谁可以看到
账号管理员，且仅在有正当理由时。每一次查看都有记录，您可以在“隐私说明”中查阅这些记录。',
    '保存多久
您拥有账号期间。账号注销后，姓名、地址和密钥即被清除。谁做了什么的记录至少保存六个月，其中以编号代替您的姓名。',
    @rights),
    @begins, @told),
  ('apply', 1, 'zh', '我们如何处理您的申请信息', CONCAT_WS(@gap,
    @who,
    '保存哪些信息
您在申请中填写的内容：姓名、出生日期、国籍、护照号码、联系方式、就读学校、语言、经费来源；未满 18 周岁的，还有监护人信息。另有您提交的材料、我们的信件和决定。证件号码、电话号码和材料均加密保存。',
    '用于什么
审核您是否符合录取条件，作出决定；录取后办理签证和入学手续。不作他用。',
    @see,
    '保存多久
草稿：到您注销账号为止。已结束的申请：至少六个月，因为在此期间可以就决定提起诉讼。在读学生：按学籍档案的规定保存。',
    @rights),
    @begins, @told),
  ('apply_passport', 1, 'zh', '同意提交护照复印件', CONCAT_WS(@gap,
    '涉及什么
您的护照或边境通行证的照片或扫描件，上面有您的相貌和号码。落入他人之手，可能被用来冒充您，因此法律要求取得您的单独同意。',
    '为什么需要
核对申请中的姓名、国籍和日期是否正确，并准备您的签证材料。',
    @protect,
    @refuse,
    @who),
    @begins, @sensitive),
  ('apply_health', 1, 'zh', '同意提交体格检查表', CONCAT_WS(@gap,
    '涉及什么
您的体格检查表，反映您的身体和健康状况。这是您的私事，因此法律要求取得您的单独同意。',
    '为什么需要
按照国际学生的有关规定，在录取前确认您能够在中心学习和生活。',
    @protect,
    @refuse,
    @who),
    @begins, @sensitive),
  ('apply_crime', 1, 'zh', '同意提交无犯罪记录证明', CONCAT_WS(@gap,
    '涉及什么
您所在国警方出具的有无犯罪记录的证明。其内容可能影响您的名誉，因此法律要求取得您的单独同意。',
    '为什么需要
按照外国人居留的有关规定，用于满足录取通知中的条件。',
    @protect,
    @refuse,
    @who),
    @begins, @sensitive),
  ('guardian', 1, 'zh', '致家长和监护人', CONCAT_WS(@gap,
    @who,
    '涉及什么
您作为监护人代孩子表示同意。未满 14 周岁的，只有监护人可以同意；14 至 17 周岁的，我们希望您知情。',
    '保存哪些信息
您的姓名、与孩子的关系、国籍、电话号码和地址，证明您是监护人的材料，以及您在这里为孩子办理的事项。电话号码和材料均加密保存。',
    '用于什么
确认孩子有人照顾、您已同意，并能够联系到您。不作他用。',
    @see,
    '保存多久
与孩子的信息相同，或到孩子年满 18 周岁并要求删除时为止。',
    @rights),
    @begins, @child);

-- en
SET @who = 'Who is responsible
The China (Mengla) ASEAN Education and Training Centre in Mengla, Yunnan, for Mengla County. You can speak with a person there on working days from 8:30 to 17:30 Beijing time.';
SET @rights = 'Your rights
Under Privacy you can read and copy your data, have mistakes corrected, take back what you agreed to, and ask us to delete your data. You can also complain to the office for cyberspace affairs.';
SET @see = 'Who sees it
Only officers of the centre, and authorities of China where a law makes us show it, for example for a visa. Every look is recorded, and you can read the record under Privacy.';
SET @protect = 'How we protect it
It is kept encrypted. Only officers of the centre you apply to can open it, and every opening is recorded. It is kept as long as your application is.';
SET @refuse = 'If you do not want this
You do not have to upload it. You can show the paper at the centre instead, and your application has no disadvantage. You can take back this consent at any time under Privacy; what was done until then stays valid.';
INSERT IGNORE INTO notice (purpose, version, lang, title, body, valid_from, source) VALUES
  ('account', 1, 'en', 'How we handle the data of your account', CONCAT_WS(@gap,
    @who,
    'What we keep
Your name, your e-mail address or phone number, and your language; your password and the keys of your second step, in a form nobody can read; when and from where you signed in.',
    'What we use it for
To let you in and nobody else, to write to you about your own matters, and to be able to show later who did what. Nothing is sold, this site sends nothing abroad, and no machine decides about you.',
    'Who sees it
Administrators of accounts, when there is a reason. Every look is recorded, and you can read the record under Privacy.',
    'How long
As long as you have the account. When it is closed, name, address and secrets are erased. The record of who did what stays at least six months, with a number in place of your name.',
    @rights),
    @begins, @told),
  ('apply', 1, 'en', 'How we handle the data of your application', CONCAT_WS(@gap,
    @who,
    'What we keep
What you write in your application: names, birth, nationality, number of your passport, how to reach you, schools, languages, money and, if you are under 18, your guardian. Also the papers you hand in, our letters and our decisions. Numbers of documents, phone numbers and papers are kept encrypted.',
    'What we use it for
To see whether you can be admitted, to decide, and to prepare visa and enrolment if you are. For nothing else.',
    @see,
    'How long
A draft: until you close your account. An application that has ended: at least six months, because a decision can be taken to court for that long. Students: as long as the rules for student records ask.',
    @rights),
    @begins, @told),
  ('apply_passport', 1, 'en', 'Consent for a copy of your passport', CONCAT_WS(@gap,
    'What it is about
A picture or scan of your passport or border pass. It shows your face and your number. In wrong hands, somebody could pretend to be you; so the law asks for a consent of its own.',
    'Why we need it
To see that name, nationality and dates in the application are right, and to prepare the papers for your visa.',
    @protect,
    @refuse,
    @who),
    @begins, @sensitive),
  ('apply_health', 1, 'en', 'Consent for your health form', CONCAT_WS(@gap,
    'What it is about
The form of your medical examination. It tells about your body and your health, which concerns nobody else; so the law asks for a consent of its own.',
    'Why we need it
To see that you can study and live at the centre, as the rules for foreign students ask before admission.',
    @protect,
    @refuse,
    @who),
    @begins, @sensitive),
  ('apply_crime', 1, 'en', 'Consent for your police certificate', CONCAT_WS(@gap,
    'What it is about
The certificate of the police of your country about criminal records. What it says can harm your good name; so the law asks for a consent of its own.',
    'Why we need it
To fulfil the conditions of an offer, as the rules for the residence of foreigners ask.',
    @protect,
    @refuse,
    @who),
    @begins, @sensitive),
  ('guardian', 1, 'en', 'For parents and guardians', CONCAT_WS(@gap,
    @who,
    'What it is about
You agree for a child whose guardian you are. Under 14 years only a guardian can agree; from 14 to 17 years we ask that you know about it.',
    'What we keep
Your name, your relation to the child, your nationality, phone number and address, the paper that shows that you are the guardian, and what you did here for the child. Phone numbers and papers are kept encrypted.',
    'What we use it for
To be sure that the child is cared for and that you agree, and to reach you. For nothing else.',
    @see,
    'How long
As long as the data of the child, or until the child is 18 and asks us to delete it.',
    @rights),
    @begins, @child);

-- lo
SET @who = 'ໃຜຮັບຜິດຊອບ
ສູນການສຶກສາ ແລະ ຝຶກອົບຮົມ ຈີນ (ເມືອງລ້າ) ອາຊຽນ ຢູ່ເມືອງລ້າ, ຢູນນານ, ໃນນາມເມືອງລ້າ. ທ່ານລົມກັບເຈົ້າໜ້າທີ່ໄດ້ໃນວັນລັດຖະການ ແຕ່ 8:30 ຫາ 17:30 ຕາມເວລາປັກກິ່ງ.';
SET @rights = 'ສິດຂອງທ່ານ
ໃນໜ້າ “ຄວາມເປັນສ່ວນຕົວ” ທ່ານສາມາດອ່ານ ແລະ ສຳເນົາຂໍ້ມູນຂອງທ່ານ, ຂໍໃຫ້ແກ້ສິ່ງທີ່ຜິດ, ຖອນຄຳຍິນຍອມ ແລະ ຂໍໃຫ້ພວກເຮົາລຶບຂໍ້ມູນ. ທ່ານຍັງຮ້ອງທຸກຕໍ່ຫ້ອງການຄຸ້ມຄອງອິນເຕີເນັດໄດ້.';
SET @see = 'ໃຜເຫັນໄດ້
ມີແຕ່ເຈົ້າໜ້າທີ່ຂອງສູນ ແລະ ອົງການຂອງລັດຈີນ ເມື່ອກົດໝາຍກຳນົດໃຫ້ພວກເຮົາສະແດງ, ຕົວຢ່າງ ສຳລັບວີຊາ. ທຸກການເປີດເບິ່ງຖືກບັນທຶກໄວ້ ແລະ ທ່ານອ່ານບັນທຶກນັ້ນໄດ້ໃນໜ້າ “ຄວາມເປັນສ່ວນຕົວ”.';
SET @protect = 'ພວກເຮົາປົກປ້ອງແນວໃດ
ຖືກເກັບໄວ້ແບບເຂົ້າລະຫັດ. ມີແຕ່ເຈົ້າໜ້າທີ່ຂອງສູນທີ່ທ່ານສະໝັກເທົ່ານັ້ນທີ່ເປີດໄດ້ ແລະ ທຸກການເປີດຖືກບັນທຶກ. ຖືກເກັບໄວ້ດົນເທົ່າກັບໃບສະໝັກຂອງທ່ານ.';
SET @refuse = 'ຖ້າທ່ານບໍ່ຕ້ອງການ
ທ່ານບໍ່ຈຳເປັນຕ້ອງສົ່ງຂຶ້ນ. ທ່ານນຳເອກະສານມາສະແດງຢູ່ສູນແທນໄດ້ ແລະ ໃບສະໝັກຂອງທ່ານຈະບໍ່ເສຍປຽບ. ທ່ານຖອນຄຳຍິນຍອມນີ້ໄດ້ທຸກເວລາໃນໜ້າ “ຄວາມເປັນສ່ວນຕົວ”; ສິ່ງທີ່ເຮັດໄປແລ້ວກ່ອນນັ້ນຍັງມີຜົນ.';
INSERT IGNORE INTO notice (purpose, version, lang, title, body, valid_from, source) VALUES
  ('account', 1, 'lo', 'ພວກເຮົາຈັດການຂໍ້ມູນບັນຊີຂອງທ່ານແນວໃດ', CONCAT_WS(@gap,
    @who,
    'ພວກເຮົາເກັບຫຍັງ
ຊື່, ທີ່ຢູ່ອີເມວ ຫຼື ເບີໂທ ແລະ ພາສາຂອງທ່ານ; ລະຫັດຜ່ານ ແລະ ກະແຈຂອງຂັ້ນຕອນທີສອງ ໃນຮູບແບບທີ່ບໍ່ມີໃຜອ່ານໄດ້; ທ່ານເຂົ້າສູ່ລະບົບເມື່ອໃດ ແລະ ຈາກໃສ.',
    'ພວກເຮົາໃຊ້ເພື່ອຫຍັງ
ເພື່ອໃຫ້ມີແຕ່ທ່ານເຂົ້າໄດ້ ບໍ່ແມ່ນຄົນອື່ນ, ເພື່ອຂຽນຫາທ່ານກ່ຽວກັບເລື່ອງຂອງທ່ານເອງ ແລະ ເພື່ອສະແດງໄດ້ພາຍຫຼັງວ່າໃຜເຮັດຫຍັງ. ບໍ່ມີການຂາຍ, ເວັບໄຊນີ້ບໍ່ສົ່ງຫຍັງໄປຕ່າງປະເທດ ແລະ ບໍ່ມີເຄື່ອງຈັກຕັດສິນແທນຄົນ.',
    'ໃຜເຫັນໄດ້
ຜູ້ຄຸ້ມຄອງບັນຊີ ເມື່ອມີເຫດຜົນ. ທຸກການເປີດເບິ່ງຖືກບັນທຶກໄວ້ ແລະ ທ່ານອ່ານບັນທຶກນັ້ນໄດ້ໃນໜ້າ “ຄວາມເປັນສ່ວນຕົວ”.',
    'ດົນປານໃດ
ຕາບໃດທີ່ທ່ານຍັງມີບັນຊີ. ເມື່ອປິດບັນຊີ ຊື່, ທີ່ຢູ່ ແລະ ລະຫັດລັບຈະຖືກລຶບ. ບັນທຶກວ່າໃຜເຮັດຫຍັງ ຍັງຢູ່ຢ່າງໜ້ອຍຫົກເດືອນ ໂດຍໃຊ້ຕົວເລກແທນຊື່ຂອງທ່ານ.',
    @rights),
    @begins, @told),
  ('apply', 1, 'lo', 'ພວກເຮົາຈັດການຂໍ້ມູນໃບສະໝັກຂອງທ່ານແນວໃດ', CONCAT_WS(@gap,
    @who,
    'ພວກເຮົາເກັບຫຍັງ
ສິ່ງທີ່ທ່ານຂຽນໃນໃບສະໝັກ: ຊື່, ວັນເກີດ, ສັນຊາດ, ເລກໜັງສືຜ່ານແດນ, ການຕິດຕໍ່, ໂຮງຮຽນ, ພາສາ, ເງິນທຶນ ແລະ ຖ້າທ່ານອາຍຸຕ່ຳກວ່າ 18 ປີ ຜູ້ປົກຄອງຂອງທ່ານ. ພ້ອມທັງເອກະສານທີ່ທ່ານສົ່ງ, ຈົດໝາຍ ແລະ ການຕັດສິນຂອງພວກເຮົາ. ເລກເອກະສານ, ເບີໂທ ແລະ ເອກະສານ ຖືກເກັບແບບເຂົ້າລະຫັດ.',
    'ພວກເຮົາໃຊ້ເພື່ອຫຍັງ
ເພື່ອພິຈາລະນາວ່າຮັບທ່ານໄດ້ບໍ, ເພື່ອຕັດສິນ ແລະ ຖ້າຮັບ ກໍເພື່ອກຽມວີຊາ ແລະ ການລົງທະບຽນ. ບໍ່ໃຊ້ເພື່ອຢ່າງອື່ນ.',
    @see,
    'ດົນປານໃດ
ຮ່າງໃບສະໝັກ: ຈົນທ່ານປິດບັນຊີ. ໃບສະໝັກທີ່ຈົບແລ້ວ: ຢ່າງໜ້ອຍຫົກເດືອນ ເພາະໃນໄລຍະນັ້ນຍັງຟ້ອງການຕັດສິນຕໍ່ສານໄດ້. ນັກຮຽນ: ດົນຕາມລະບຽບວ່າດ້ວຍເອກະສານນັກຮຽນ.',
    @rights),
    @begins, @told),
  ('apply_passport', 1, 'lo', 'ຄຳຍິນຍອມສຳລັບສຳເນົາໜັງສືຜ່ານແດນ', CONCAT_WS(@gap,
    'ກ່ຽວກັບຫຍັງ
ຮູບ ຫຼື ສະແກນໜັງສືຜ່ານແດນ ຫຼື ບັດຜ່ານແດນຂອງທ່ານ. ມັນສະແດງໃບໜ້າ ແລະ ເລກຂອງທ່ານ. ຖ້າຕົກໃນມືຜູ້ບໍ່ດີ ເຂົາອາດແອບອ້າງເປັນທ່ານ; ກົດໝາຍຈຶ່ງໃຫ້ຂໍຄຳຍິນຍອມແຍກຕ່າງຫາກ.',
    'ເປັນຫຍັງຈຶ່ງຕ້ອງການ
ເພື່ອກວດວ່າຊື່, ສັນຊາດ ແລະ ວັນທີໃນໃບສະໝັກຖືກຕ້ອງ ແລະ ເພື່ອກຽມເອກະສານວີຊາຂອງທ່ານ.',
    @protect,
    @refuse,
    @who),
    @begins, @sensitive),
  ('apply_health', 1, 'lo', 'ຄຳຍິນຍອມສຳລັບໃບກວດສຸຂະພາບ', CONCAT_WS(@gap,
    'ກ່ຽວກັບຫຍັງ
ໃບກວດສຸຂະພາບຂອງທ່ານ. ມັນບອກກ່ຽວກັບຮ່າງກາຍ ແລະ ສຸຂະພາບຂອງທ່ານ ເຊິ່ງເປັນເລື່ອງສ່ວນຕົວ; ກົດໝາຍຈຶ່ງໃຫ້ຂໍຄຳຍິນຍອມແຍກຕ່າງຫາກ.',
    'ເປັນຫຍັງຈຶ່ງຕ້ອງການ
ເພື່ອເບິ່ງວ່າທ່ານຮຽນ ແລະ ຢູ່ທີ່ສູນໄດ້ ຕາມທີ່ລະບຽບສຳລັບນັກຮຽນຕ່າງປະເທດກຳນົດກ່ອນການຮັບເຂົ້າ.',
    @protect,
    @refuse,
    @who),
    @begins, @sensitive),
  ('apply_crime', 1, 'lo', 'ຄຳຍິນຍອມສຳລັບໃບແຈ້ງໂທດ', CONCAT_WS(@gap,
    'ກ່ຽວກັບຫຍັງ
ໃບແຈ້ງໂທດຈາກຕຳຫຼວດຂອງປະເທດທ່ານ. ສິ່ງທີ່ຂຽນໄວ້ອາດເຮັດໃຫ້ຊື່ສຽງຂອງທ່ານເສຍຫາຍ; ກົດໝາຍຈຶ່ງໃຫ້ຂໍຄຳຍິນຍອມແຍກຕ່າງຫາກ.',
    'ເປັນຫຍັງຈຶ່ງຕ້ອງການ
ເພື່ອປະຕິບັດເງື່ອນໄຂຂອງການຮັບເຂົ້າ ຕາມລະບຽບວ່າດ້ວຍການພັກອາໄສຂອງຄົນຕ່າງປະເທດ.',
    @protect,
    @refuse,
    @who),
    @begins, @sensitive),
  ('guardian', 1, 'lo', 'ສຳລັບພໍ່ແມ່ ແລະ ຜູ້ປົກຄອງ', CONCAT_WS(@gap,
    @who,
    'ກ່ຽວກັບຫຍັງ
ທ່ານຍິນຍອມແທນເດັກທີ່ທ່ານເປັນຜູ້ປົກຄອງ. ອາຍຸຕ່ຳກວ່າ 14 ປີ ມີແຕ່ຜູ້ປົກຄອງຍິນຍອມໄດ້; ແຕ່ 14 ຫາ 17 ປີ ພວກເຮົາຂໍໃຫ້ທ່ານຮັບຮູ້.',
    'ພວກເຮົາເກັບຫຍັງ
ຊື່ຂອງທ່ານ, ຄວາມສຳພັນກັບເດັກ, ສັນຊາດ, ເບີໂທ ແລະ ທີ່ຢູ່, ເອກະສານທີ່ຢັ້ງຢືນວ່າທ່ານເປັນຜູ້ປົກຄອງ ແລະ ສິ່ງທີ່ທ່ານເຮັດຢູ່ນີ້ແທນເດັກ. ເບີໂທ ແລະ ເອກະສານ ຖືກເກັບແບບເຂົ້າລະຫັດ.',
    'ພວກເຮົາໃຊ້ເພື່ອຫຍັງ
ເພື່ອໃຫ້ແນ່ໃຈວ່າມີຄົນດູແລເດັກ ແລະ ທ່ານຍິນຍອມ ແລະ ເພື່ອຕິດຕໍ່ທ່ານ. ບໍ່ໃຊ້ເພື່ອຢ່າງອື່ນ.',
    @see,
    'ດົນປານໃດ
ດົນເທົ່າກັບຂໍ້ມູນຂອງເດັກ ຫຼື ຈົນເດັກອາຍຸ 18 ປີ ແລະ ຂໍໃຫ້ພວກເຮົາລຶບ.',
    @rights),
    @begins, @child);

-- th
SET @who = 'ใครรับผิดชอบ
ศูนย์การศึกษาและฝึกอบรมจีน (เหมิงล่า) อาเซียน ที่เหมิงล่า มณฑลยูนนาน ในนามของอำเภอเหมิงล่า คุณพูดคุยกับเจ้าหน้าที่ได้ในวันทำการ เวลา 8:30 ถึง 17:30 ตามเวลาปักกิ่ง';
SET @rights = 'สิทธิของคุณ
ในหน้า “ความเป็นส่วนตัว” คุณอ่านและทำสำเนาข้อมูลของคุณ ขอให้แก้ไขสิ่งที่ผิด ถอนความยินยอม และขอให้เราลบข้อมูลได้ คุณยังร้องเรียนต่อหน่วยงานกำกับดูแลอินเทอร์เน็ตได้ด้วย';
SET @see = 'ใครเห็นได้
เฉพาะเจ้าหน้าที่ของศูนย์ และหน่วยงานของรัฐจีนเมื่อกฎหมายกำหนดให้เราต้องแสดง เช่น เพื่อขอวีซ่า ทุกครั้งที่มีการเปิดดูจะมีบันทึก และคุณอ่านบันทึกนั้นได้ในหน้า “ความเป็นส่วนตัว”';
SET @protect = 'เราคุ้มครองอย่างไร
เก็บแบบเข้ารหัส เฉพาะเจ้าหน้าที่ของศูนย์ที่คุณสมัครเท่านั้นที่เปิดได้ และทุกครั้งที่เปิดจะมีบันทึก เก็บไว้นานเท่ากับใบสมัครของคุณ';
SET @refuse = 'หากคุณไม่ต้องการ
คุณไม่จำเป็นต้องอัปโหลด คุณนำเอกสารมาแสดงที่ศูนย์แทนได้ และใบสมัครของคุณจะไม่เสียเปรียบ คุณถอนความยินยอมนี้ได้ทุกเมื่อในหน้า “ความเป็นส่วนตัว” สิ่งที่ทำไปแล้วก่อนหน้านั้นยังมีผลอยู่';
INSERT IGNORE INTO notice (purpose, version, lang, title, body, valid_from, source) VALUES
  ('account', 1, 'th', 'เราจัดการข้อมูลบัญชีของคุณอย่างไร', CONCAT_WS(@gap,
    @who,
    'เราเก็บอะไร
ชื่อ ที่อยู่อีเมลหรือหมายเลขโทรศัพท์ และภาษาของคุณ รหัสผ่านและกุญแจของขั้นตอนที่สองในรูปแบบที่ไม่มีใครอ่านได้ รวมทั้งเวลาและที่มาของการเข้าสู่ระบบ',
    'เราใช้เพื่ออะไร
เพื่อให้คุณเท่านั้นที่เข้าได้ เพื่อเขียนถึงคุณเกี่ยวกับเรื่องของคุณเอง และเพื่อแสดงได้ภายหลังว่าใครทำอะไร เราไม่ขายข้อมูล เว็บไซต์นี้ไม่ส่งข้อมูลไปต่างประเทศ และไม่มีเครื่องจักรตัดสินแทนคน',
    'ใครเห็นได้
ผู้ดูแลบัญชีเมื่อมีเหตุผลอันควร ทุกครั้งที่มีการเปิดดูจะมีบันทึก และคุณอ่านบันทึกนั้นได้ในหน้า “ความเป็นส่วนตัว”',
    'เก็บนานเท่าใด
ตราบที่คุณมีบัญชี เมื่อปิดบัญชี ชื่อ ที่อยู่ และรหัสลับจะถูกลบ บันทึกว่าใครทำอะไรจะอยู่อย่างน้อยหกเดือน โดยใช้ตัวเลขแทนชื่อของคุณ',
    @rights),
    @begins, @told),
  ('apply', 1, 'th', 'เราจัดการข้อมูลใบสมัครของคุณอย่างไร', CONCAT_WS(@gap,
    @who,
    'เราเก็บอะไร
สิ่งที่คุณเขียนในใบสมัคร ได้แก่ ชื่อ วันเกิด สัญชาติ เลขหนังสือเดินทาง วิธีติดต่อ โรงเรียน ภาษา เงินทุน และผู้ปกครองหากคุณอายุต่ำกว่า 18 ปี รวมทั้งเอกสารที่คุณส่ง จดหมายและคำตัดสินของเรา เลขเอกสาร หมายเลขโทรศัพท์ และเอกสารจะเก็บแบบเข้ารหัส',
    'เราใช้เพื่ออะไร
เพื่อดูว่ารับคุณเข้าเรียนได้หรือไม่ เพื่อตัดสินใจ และเพื่อเตรียมวีซ่าและการลงทะเบียนหากรับแล้ว ไม่ใช้เพื่อการอื่น',
    @see,
    'เก็บนานเท่าใด
ฉบับร่าง: จนกว่าคุณจะปิดบัญชี ใบสมัครที่สิ้นสุดแล้ว: อย่างน้อยหกเดือน เพราะในช่วงนั้นยังนำคำตัดสินไปฟ้องศาลได้ นักเรียน: ตามระเบียบว่าด้วยทะเบียนนักเรียน',
    @rights),
    @begins, @told),
  ('apply_passport', 1, 'th', 'ความยินยอมสำหรับสำเนาหนังสือเดินทาง', CONCAT_WS(@gap,
    'เกี่ยวกับอะไร
รูปถ่ายหรือสแกนหนังสือเดินทางหรือบัตรผ่านแดนของคุณ ซึ่งแสดงใบหน้าและหมายเลขของคุณ หากตกไปอยู่ในมือผู้ไม่หวังดี อาจมีคนแอบอ้างเป็นคุณ กฎหมายจึงให้ขอความยินยอมแยกต่างหาก',
    'ทำไมเราจึงต้องการ
เพื่อตรวจว่าชื่อ สัญชาติ และวันที่ในใบสมัครถูกต้อง และเพื่อเตรียมเอกสารวีซ่าของคุณ',
    @protect,
    @refuse,
    @who),
    @begins, @sensitive),
  ('apply_health', 1, 'th', 'ความยินยอมสำหรับแบบตรวจสุขภาพ', CONCAT_WS(@gap,
    'เกี่ยวกับอะไร
แบบตรวจสุขภาพของคุณ ซึ่งบอกเกี่ยวกับร่างกายและสุขภาพของคุณ อันเป็นเรื่องส่วนตัว กฎหมายจึงให้ขอความยินยอมแยกต่างหาก',
    'ทำไมเราจึงต้องการ
เพื่อดูว่าคุณเรียนและพักที่ศูนย์ได้ ตามที่ระเบียบสำหรับนักเรียนต่างชาติกำหนดก่อนรับเข้า',
    @protect,
    @refuse,
    @who),
    @begins, @sensitive),
  ('apply_crime', 1, 'th', 'ความยินยอมสำหรับหนังสือรับรองประวัติจากตำรวจ', CONCAT_WS(@gap,
    'เกี่ยวกับอะไร
หนังสือรับรองประวัติอาชญากรรมจากตำรวจของประเทศคุณ เนื้อหาอาจกระทบชื่อเสียงของคุณ กฎหมายจึงให้ขอความยินยอมแยกต่างหาก',
    'ทำไมเราจึงต้องการ
เพื่อให้ครบเงื่อนไขของข้อเสนอ ตามระเบียบว่าด้วยการพำนักของชาวต่างชาติ',
    @protect,
    @refuse,
    @who),
    @begins, @sensitive),
  ('guardian', 1, 'th', 'สำหรับพ่อแม่และผู้ปกครอง', CONCAT_WS(@gap,
    @who,
    'เกี่ยวกับอะไร
คุณยินยอมแทนเด็กที่คุณเป็นผู้ปกครอง อายุต่ำกว่า 14 ปี เฉพาะผู้ปกครองเท่านั้นที่ยินยอมได้ อายุ 14 ถึง 17 ปี เราขอให้คุณรับทราบ',
    'เราเก็บอะไร
ชื่อของคุณ ความเกี่ยวข้องกับเด็ก สัญชาติ หมายเลขโทรศัพท์ ที่อยู่ เอกสารที่แสดงว่าคุณเป็นผู้ปกครอง และสิ่งที่คุณทำที่นี่แทนเด็ก หมายเลขโทรศัพท์และเอกสารจะเก็บแบบเข้ารหัส',
    'เราใช้เพื่ออะไร
เพื่อให้แน่ใจว่ามีคนดูแลเด็กและคุณยินยอม และเพื่อติดต่อคุณ ไม่ใช้เพื่อการอื่น',
    @see,
    'เก็บนานเท่าใด
นานเท่ากับข้อมูลของเด็ก หรือจนกว่าเด็กอายุ 18 ปีและขอให้เราลบ',
    @rights),
    @begins, @child);

-- vi
SET @who = 'Ai chịu trách nhiệm
Trung tâm Giáo dục và Đào tạo ASEAN Trung Quốc (Mengla) tại Mengla, Vân Nam, thay mặt huyện Mengla. Bạn có thể nói chuyện với cán bộ vào ngày làm việc, từ 8:30 đến 17:30 giờ Bắc Kinh.';
SET @rights = 'Quyền của bạn
Trong mục “Quyền riêng tư”, bạn có thể xem và sao chép dữ liệu của mình, yêu cầu sửa chỗ sai, rút lại sự đồng ý và yêu cầu chúng tôi xóa dữ liệu. Bạn cũng có thể khiếu nại với cơ quan quản lý không gian mạng.';
SET @see = 'Ai được xem
Chỉ cán bộ của trung tâm, và cơ quan nhà nước Trung Quốc khi pháp luật buộc chúng tôi phải xuất trình, ví dụ để làm thị thực. Mỗi lần xem đều được ghi lại, và bạn có thể đọc bản ghi đó trong mục “Quyền riêng tư”.';
SET @protect = 'Chúng tôi bảo vệ thế nào
Giấy tờ được lưu ở dạng mã hóa. Chỉ cán bộ của trung tâm mà bạn nộp hồ sơ mới mở được, và mỗi lần mở đều được ghi lại. Thời gian lưu bằng thời gian lưu hồ sơ của bạn.';
SET @refuse = 'Nếu bạn không muốn
Bạn không bắt buộc phải tải lên. Bạn có thể xuất trình giấy tờ tại trung tâm, và hồ sơ của bạn không bị bất lợi. Bạn có thể rút lại sự đồng ý này bất cứ lúc nào trong mục “Quyền riêng tư”; những gì đã làm trước đó vẫn có hiệu lực.';
INSERT IGNORE INTO notice (purpose, version, lang, title, body, valid_from, source) VALUES
  ('account', 1, 'vi', 'Chúng tôi xử lý dữ liệu tài khoản của bạn thế nào', CONCAT_WS(@gap,
    @who,
    'Chúng tôi lưu những gì
Tên, địa chỉ thư điện tử hoặc số điện thoại và ngôn ngữ của bạn; mật khẩu và khóa của bước thứ hai, ở dạng không ai đọc được; thời điểm và nơi bạn đăng nhập.',
    'Chúng tôi dùng để làm gì
Để chỉ bạn vào được mà không ai khác, để viết thư cho bạn về việc của chính bạn, và để sau này chứng minh được ai đã làm gì. Không bán dữ liệu, trang này không gửi gì ra nước ngoài, và không có máy nào tự quyết định về bạn.',
    'Ai được xem
Người quản trị tài khoản, khi có lý do. Mỗi lần xem đều được ghi lại, và bạn có thể đọc bản ghi đó trong mục “Quyền riêng tư”.',
    'Lưu trong bao lâu
Chừng nào bạn còn tài khoản. Khi đóng tài khoản, tên, địa chỉ và các bí mật bị xóa. Bản ghi ai đã làm gì được giữ ít nhất sáu tháng, với một con số thay cho tên bạn.',
    @rights),
    @begins, @told),
  ('apply', 1, 'vi', 'Chúng tôi xử lý dữ liệu hồ sơ của bạn thế nào', CONCAT_WS(@gap,
    @who,
    'Chúng tôi lưu những gì
Những gì bạn viết trong hồ sơ: họ tên, ngày sinh, quốc tịch, số hộ chiếu, cách liên hệ, trường học, ngôn ngữ, kinh phí và, nếu bạn dưới 18 tuổi, người giám hộ. Ngoài ra là giấy tờ bạn nộp, thư và quyết định của chúng tôi. Số giấy tờ, số điện thoại và giấy tờ được lưu ở dạng mã hóa.',
    'Chúng tôi dùng để làm gì
Để xem bạn có thể được nhận hay không, để quyết định, và nếu được nhận thì để chuẩn bị thị thực và nhập học. Không dùng vào việc khác.',
    @see,
    'Lưu trong bao lâu
Bản nháp: cho đến khi bạn đóng tài khoản. Hồ sơ đã kết thúc: ít nhất sáu tháng, vì trong thời gian đó quyết định có thể bị đưa ra tòa. Học sinh: theo quy định về hồ sơ học sinh.',
    @rights),
    @begins, @told),
  ('apply_passport', 1, 'vi', 'Đồng ý nộp bản sao hộ chiếu', CONCAT_WS(@gap,
    'Nội dung
Ảnh hoặc bản quét hộ chiếu hay giấy thông hành biên giới của bạn. Trên đó có khuôn mặt và số của bạn. Nếu rơi vào tay kẻ xấu, người khác có thể mạo danh bạn; vì vậy pháp luật yêu cầu một sự đồng ý riêng.',
    'Vì sao cần
Để kiểm tra họ tên, quốc tịch và ngày tháng trong hồ sơ có đúng không, và để chuẩn bị giấy tờ thị thực cho bạn.',
    @protect,
    @refuse,
    @who),
    @begins, @sensitive),
  ('apply_health', 1, 'vi', 'Đồng ý nộp giấy khám sức khỏe', CONCAT_WS(@gap,
    'Nội dung
Giấy khám sức khỏe của bạn. Giấy này nói về cơ thể và sức khỏe của bạn, vốn là chuyện riêng; vì vậy pháp luật yêu cầu một sự đồng ý riêng.',
    'Vì sao cần
Để biết bạn có thể học và sống ở trung tâm, như quy định về lưu học sinh yêu cầu trước khi nhận vào học.',
    @protect,
    @refuse,
    @who),
    @begins, @sensitive),
  ('apply_crime', 1, 'vi', 'Đồng ý nộp lý lịch tư pháp', CONCAT_WS(@gap,
    'Nội dung
Giấy của công an nước bạn về tiền án. Nội dung có thể ảnh hưởng đến danh dự của bạn; vì vậy pháp luật yêu cầu một sự đồng ý riêng.',
    'Vì sao cần
Để đáp ứng các điều kiện của thư mời nhập học, như quy định về cư trú của người nước ngoài yêu cầu.',
    @protect,
    @refuse,
    @who),
    @begins, @sensitive),
  ('guardian', 1, 'vi', 'Dành cho cha mẹ và người giám hộ', CONCAT_WS(@gap,
    @who,
    'Nội dung
Bạn đồng ý thay cho đứa trẻ mà bạn là người giám hộ. Dưới 14 tuổi, chỉ người giám hộ mới được đồng ý; từ 14 đến 17 tuổi, chúng tôi mong bạn biết việc này.',
    'Chúng tôi lưu những gì
Tên của bạn, quan hệ với đứa trẻ, quốc tịch, số điện thoại và địa chỉ, giấy tờ chứng minh bạn là người giám hộ, và những gì bạn đã làm ở đây thay cho đứa trẻ. Số điện thoại và giấy tờ được lưu ở dạng mã hóa.',
    'Chúng tôi dùng để làm gì
Để chắc chắn đứa trẻ được chăm sóc và bạn đồng ý, và để liên hệ với bạn. Không dùng vào việc khác.',
    @see,
    'Lưu trong bao lâu
Bằng thời gian lưu dữ liệu của đứa trẻ, hoặc cho đến khi đứa trẻ đủ 18 tuổi và yêu cầu chúng tôi xóa.',
    @rights),
    @begins, @child);

-- my
SET @who = 'မည်သူ တာဝန်ယူသလဲ
ယူနန်ပြည်နယ်၊ မန်လာရှိ တရုတ် (မန်လာ) အာဆီယံ ပညာရေးနှင့် လေ့ကျင့်ရေးစင်တာက မန်လာခရိုင်ကိုယ်စား တာဝန်ယူပါသည်။ ရုံးဖွင့်ရက်များတွင် ပေကျင်းစံတော်ချိန် 8:30 မှ 17:30 အတွင်း ဝန်ထမ်းနှင့် စကားပြောနိုင်ပါသည်။';
SET @rights = 'သင့်အခွင့်အရေးများ
“ကိုယ်ရေးအချက်အလက်” စာမျက်နှာတွင် သင့်အချက်အလက်များကို ဖတ်နိုင်၊ ကူးယူနိုင်၊ အမှားများကို ပြင်ခိုင်းနိုင်၊ သဘောတူချက်ကို ရုပ်သိမ်းနိုင်ပြီး ဖျက်ပေးရန်လည်း တောင်းဆိုနိုင်ပါသည်။ အင်တာနက်ကြီးကြပ်ရေးရုံးသို့လည်း တိုင်ကြားနိုင်ပါသည်။';
SET @see = 'ဘယ်သူတွေ မြင်ရသလဲ
စင်တာမှ ဝန်ထမ်းများနှင့် ဗီဇာကဲ့သို့ ဥပဒေအရ ပြရမည့်အခါ တရုတ်အာဏာပိုင်များသာ မြင်ရပါသည်။ ကြည့်ရှုမှုတိုင်းကို မှတ်တမ်းတင်ထားပြီး ထိုမှတ်တမ်းကို “ကိုယ်ရေးအချက်အလက်” စာမျက်နှာတွင် ဖတ်နိုင်ပါသည်။';
SET @protect = 'ဘယ်လို ကာကွယ်သလဲ
ကုဒ်ဝှက်၍ သိမ်းထားပါသည်။ သင်လျှောက်ထားသော စင်တာမှ ဝန်ထမ်းများသာ ဖွင့်နိုင်ပြီး ဖွင့်တိုင်း မှတ်တမ်းတင်ပါသည်။ သင့်လျှောက်လွှာ ရှိနေသရွေ့ သိမ်းထားပါသည်။';
SET @refuse = 'မလိုလားပါက
တင်ပို့ရန် မလိုပါ။ စာရွက်စာတမ်းကို စင်တာတွင် လာပြနိုင်ပြီး သင့်လျှောက်လွှာ မနစ်နာပါ။ ဤသဘောတူချက်ကို “ကိုယ်ရေးအချက်အလက်” စာမျက်နှာတွင် အချိန်မရွေး ရုပ်သိမ်းနိုင်ပါသည်။ ထိုအချိန်အထိ လုပ်ဆောင်ခဲ့သည်များမှာ ဆက်လက်အကျုံးဝင်ပါသည်။';
INSERT IGNORE INTO notice (purpose, version, lang, title, body, valid_from, source) VALUES
  ('account', 1, 'my', 'သင့်အကောင့်၏ အချက်အလက်များကို ကျွန်ုပ်တို့ ဘယ်လို ကိုင်တွယ်သလဲ', CONCAT_WS(@gap,
    @who,
    'ဘာတွေ သိမ်းထားသလဲ
သင့်အမည်၊ အီးမေးလ် သို့မဟုတ် ဖုန်းနံပါတ်နှင့် ဘာသာစကား၊ မည်သူမျှ မဖတ်နိုင်သော ပုံစံဖြင့် စကားဝှက်နှင့် ဒုတိယအဆင့်၏ သော့များ၊ သင် ဘယ်အချိန်တွင် ဘယ်နေရာမှ အကောင့်ဝင်ခဲ့သည်တို့ ဖြစ်ပါသည်။',
    'ဘာအတွက် သုံးသလဲ
သင်တစ်ဦးတည်းသာ ဝင်နိုင်ရန်၊ သင့်ကိစ္စများအကြောင်း သင့်ထံ စာရေးရန်နှင့် မည်သူက ဘာလုပ်ခဲ့သည်ကို နောင်တွင် ပြသနိုင်ရန် ဖြစ်ပါသည်။ ရောင်းချခြင်း မရှိပါ။ ဤဝဘ်ဆိုက်က နိုင်ငံခြားသို့ မပို့ပါ။ စက်က သင့်အကြောင်း မဆုံးဖြတ်ပါ။',
    'ဘယ်သူတွေ မြင်ရသလဲ
အကြောင်းရှိသည့်အခါ အကောင့်စီမံသူများ မြင်ရပါသည်။ ကြည့်ရှုမှုတိုင်းကို မှတ်တမ်းတင်ထားပြီး ထိုမှတ်တမ်းကို “ကိုယ်ရေးအချက်အလက်” စာမျက်နှာတွင် ဖတ်နိုင်ပါသည်။',
    'ဘယ်လောက်ကြာ သိမ်းသလဲ
အကောင့်ရှိသရွေ့ သိမ်းထားပါသည်။ အကောင့်ပိတ်သည့်အခါ အမည်၊ လိပ်စာနှင့် လျှို့ဝှက်ချက်များကို ဖျက်ပါသည်။ မည်သူက ဘာလုပ်ခဲ့သည် ဆိုသော မှတ်တမ်းကို သင့်အမည်အစား ဂဏန်းဖြင့် အနည်းဆုံး ခြောက်လ သိမ်းထားပါသည်။',
    @rights),
    @begins, @told),
  ('apply', 1, 'my', 'သင့်လျှောက်လွှာ၏ အချက်အလက်များကို ကျွန်ုပ်တို့ ဘယ်လို ကိုင်တွယ်သလဲ', CONCAT_WS(@gap,
    @who,
    'ဘာတွေ သိမ်းထားသလဲ
လျှောက်လွှာတွင် သင်ရေးသည့်အရာများ - အမည်၊ မွေးနေ့၊ နိုင်ငံသား၊ နိုင်ငံကူးလက်မှတ်အမှတ်၊ ဆက်သွယ်ရန်၊ ကျောင်း၊ ဘာသာစကား၊ ငွေကြေးနှင့် အသက် 18 နှစ်အောက်ဖြစ်ပါက အုပ်ထိန်းသူ။ ထို့ပြင် သင်ပေးပို့သော စာရွက်စာတမ်း၊ ကျွန်ုပ်တို့၏ စာများနှင့် ဆုံးဖြတ်ချက်များ။ စာရွက်စာတမ်းအမှတ်၊ ဖုန်းနံပါတ်နှင့် စာရွက်စာတမ်းများကို ကုဒ်ဝှက်၍ သိမ်းထားပါသည်။',
    'ဘာအတွက် သုံးသလဲ
သင့်ကို လက်ခံနိုင်မည်လား ကြည့်ရန်၊ ဆုံးဖြတ်ရန်နှင့် လက်ခံပါက ဗီဇာနှင့် ကျောင်းအပ်ခြင်းကို ပြင်ဆင်ရန် ဖြစ်ပါသည်။ အခြားအတွက် မသုံးပါ။',
    @see,
    'ဘယ်လောက်ကြာ သိမ်းသလဲ
မူကြမ်း - သင့်အကောင့်ပိတ်သည်အထိ။ ပြီးဆုံးသော လျှောက်လွှာ - ဆုံးဖြတ်ချက်ကို တရားရုံးသို့ တင်နိုင်သော ကာလဖြစ်၍ အနည်းဆုံး ခြောက်လ။ ကျောင်းသားများ - ကျောင်းသားမှတ်တမ်း စည်းမျဉ်းများအတိုင်း။',
    @rights),
    @begins, @told),
  ('apply_passport', 1, 'my', 'နိုင်ငံကူးလက်မှတ်မိတ္တူအတွက် သဘောတူချက်', CONCAT_WS(@gap,
    'ဘာအကြောင်းလဲ
သင့်နိုင်ငံကူးလက်မှတ် သို့မဟုတ် နယ်စပ်ဖြတ်ကျော်လက်မှတ်၏ ဓာတ်ပုံ သို့မဟုတ် စကင်ဖြစ်ပါသည်။ သင့်မျက်နှာနှင့် အမှတ် ပါပါသည်။ မသမာသူလက်ထဲ ရောက်ပါက သင့်ဟန်ဆောင်နိုင်သဖြင့် ဥပဒေက သီးခြားသဘောတူချက် တောင်းရန် သတ်မှတ်ထားပါသည်။',
    'ဘာကြောင့် လိုသလဲ
လျှောက်လွှာပါ အမည်၊ နိုင်ငံသားနှင့် ရက်စွဲများ မှန်ကန်ကြောင်း စစ်ရန်နှင့် သင့်ဗီဇာစာရွက်များ ပြင်ဆင်ရန် ဖြစ်ပါသည်။',
    @protect,
    @refuse,
    @who),
    @begins, @sensitive),
  ('apply_health', 1, 'my', 'ကျန်းမာရေးစစ်ဆေးချက်အတွက် သဘောတူချက်', CONCAT_WS(@gap,
    'ဘာအကြောင်းလဲ
သင့်ကျန်းမာရေးစစ်ဆေးချက် ဖြစ်ပါသည်။ သင့်ခန္ဓာကိုယ်နှင့် ကျန်းမာရေးအကြောင်း ပြောပြပြီး ကိုယ်ရေးကိုယ်တာဖြစ်သဖြင့် ဥပဒေက သီးခြားသဘောတူချက် တောင်းရန် သတ်မှတ်ထားပါသည်။',
    'ဘာကြောင့် လိုသလဲ
နိုင်ငံခြားကျောင်းသားစည်းမျဉ်းများက လက်ခံမီ တောင်းဆိုသည့်အတိုင်း စင်တာတွင် ပညာသင်နေထိုင်နိုင်ကြောင်း သိရန် ဖြစ်ပါသည်။',
    @protect,
    @refuse,
    @who),
    @begins, @sensitive),
  ('apply_crime', 1, 'my', 'ရဲစခန်းထောက်ခံစာအတွက် သဘောတူချက်', CONCAT_WS(@gap,
    'ဘာအကြောင်းလဲ
ပြစ်မှုမှတ်တမ်းနှင့် ပတ်သက်၍ သင့်နိုင်ငံ ရဲတပ်ဖွဲ့၏ ထောက်ခံစာ ဖြစ်ပါသည်။ ပါရှိသည့်အချက်က သင့်ဂုဏ်သိက္ခာကို ထိခိုက်စေနိုင်သဖြင့် ဥပဒေက သီးခြားသဘောတူချက် တောင်းရန် သတ်မှတ်ထားပါသည်။',
    'ဘာကြောင့် လိုသလဲ
နိုင်ငံခြားသား နေထိုင်ခွင့်စည်းမျဉ်းများအတိုင်း ကမ်းလှမ်းချက်၏ သတ်မှတ်ချက်များ ပြည့်မီရန် ဖြစ်ပါသည်။',
    @protect,
    @refuse,
    @who),
    @begins, @sensitive),
  ('guardian', 1, 'my', 'မိဘများနှင့် အုပ်ထိန်းသူများအတွက်', CONCAT_WS(@gap,
    @who,
    'ဘာအကြောင်းလဲ
သင်အုပ်ထိန်းသော ကလေးကိုယ်စား သဘောတူခြင်း ဖြစ်ပါသည်။ အသက် 14 နှစ်အောက်အတွက် အုပ်ထိန်းသူသာ သဘောတူနိုင်ပါသည်။ 14 နှစ်မှ 17 နှစ်အထိအတွက် သင် သိရှိရန် လိုပါသည်။',
    'ဘာတွေ သိမ်းထားသလဲ
သင့်အမည်၊ ကလေးနှင့် တော်စပ်ပုံ၊ နိုင်ငံသား၊ ဖုန်းနံပါတ်နှင့် လိပ်စာ၊ အုပ်ထိန်းသူဖြစ်ကြောင်း ပြသော စာရွက်စာတမ်းနှင့် ကလေးအတွက် ဤနေရာတွင် သင်လုပ်ခဲ့သည်များ ဖြစ်ပါသည်။ ဖုန်းနံပါတ်နှင့် စာရွက်စာတမ်းများကို ကုဒ်ဝှက်၍ သိမ်းထားပါသည်။',
    'ဘာအတွက် သုံးသလဲ
ကလေးကို စောင့်ရှောက်သူရှိပြီး သင် သဘောတူကြောင်း သေချာစေရန်နှင့် သင့်ကို ဆက်သွယ်ရန် ဖြစ်ပါသည်။ အခြားအတွက် မသုံးပါ။',
    @see,
    'ဘယ်လောက်ကြာ သိမ်းသလဲ
ကလေး၏ အချက်အလက်များ ရှိသရွေ့ သို့မဟုတ် ကလေး အသက် 18 နှစ်ပြည့်ပြီး ဖျက်ရန် တောင်းဆိုသည်အထိ ဖြစ်ပါသည်။',
    @rights),
    @begins, @child);

-- km
SET @who = 'អ្នកណាទទួលខុសត្រូវ
មជ្ឈមណ្ឌលអប់រំ និងបណ្ដុះបណ្ដាល ចិន (ម៉េងឡា) អាស៊ាន នៅម៉េងឡា ខេត្តយូណាន ក្នុងនាមស្រុកម៉េងឡា។ អ្នកអាចនិយាយជាមួយមន្ត្រីនៅថ្ងៃធ្វើការ ពីម៉ោង 8:30 ដល់ 17:30 ម៉ោងប៉េកាំង។';
SET @rights = 'សិទ្ធិរបស់អ្នក
នៅទំព័រ “ឯកជនភាព” អ្នកអាចអាន និងចម្លងទិន្នន័យរបស់អ្នក សុំកែអ្វីដែលខុស ដកការយល់ព្រម និងស្នើឱ្យយើងលុបទិន្នន័យ។ អ្នកក៏អាចប្ដឹងទៅការិយាល័យគ្រប់គ្រងអ៊ីនធឺណិតបានដែរ។';
SET @see = 'នរណាអាចមើលឃើញ
មានតែមន្ត្រីនៃមជ្ឈមណ្ឌល និងអាជ្ញាធរចិន នៅពេលច្បាប់តម្រូវឱ្យយើងបង្ហាញ ឧទាហរណ៍សម្រាប់ទិដ្ឋាការ។ រាល់ការមើលត្រូវបានកត់ត្រា ហើយអ្នកអាចអានកំណត់ត្រានោះនៅទំព័រ “ឯកជនភាព”។';
SET @protect = 'របៀបដែលយើងការពារ
វាត្រូវបានរក្សាទុកជាកូដសម្ងាត់។ មានតែមន្ត្រីនៃមជ្ឈមណ្ឌលដែលអ្នកដាក់ពាក្យប៉ុណ្ណោះអាចបើកបាន ហើយរាល់ការបើកត្រូវបានកត់ត្រា។ វាត្រូវរក្សាទុកយូរដូចពាក្យសុំរបស់អ្នក។';
SET @refuse = 'បើអ្នកមិនចង់
អ្នកមិនចាំបាច់បង្ហោះវាទេ។ អ្នកអាចយកឯកសារមកបង្ហាញនៅមជ្ឈមណ្ឌលជំនួសវិញ ហើយពាក្យសុំរបស់អ្នកមិនខាតបង់អ្វីឡើយ។ អ្នកអាចដកការយល់ព្រមនេះគ្រប់ពេលនៅទំព័រ “ឯកជនភាព”។ អ្វីដែលបានធ្វើមុននោះនៅតែមានសុពលភាព។';
INSERT IGNORE INTO notice (purpose, version, lang, title, body, valid_from, source) VALUES
  ('account', 1, 'km', 'របៀបដែលយើងប្រើទិន្នន័យគណនីរបស់អ្នក', CONCAT_WS(@gap,
    @who,
    'អ្វីដែលយើងរក្សាទុក
ឈ្មោះ អាសយដ្ឋានអ៊ីមែល ឬលេខទូរសព្ទ និងភាសារបស់អ្នក។ ពាក្យសម្ងាត់ និងសោនៃជំហានទីពីរ ក្នុងទម្រង់ដែលគ្មាននរណាអាចអានបាន។ ពេលណា និងពីណាដែលអ្នកបានចូល។',
    'យើងប្រើវាសម្រាប់អ្វី
ដើម្បីឱ្យតែអ្នកចូលបាន មិនមែនអ្នកដទៃ ដើម្បីសរសេរទៅអ្នកអំពីរឿងរបស់អ្នកផ្ទាល់ និងដើម្បីអាចបង្ហាញនៅពេលក្រោយថានរណាបានធ្វើអ្វី។ យើងមិនលក់ទេ គេហទំព័រនេះមិនបញ្ជូនអ្វីទៅបរទេសទេ ហើយគ្មានម៉ាស៊ីនណាសម្រេចអំពីអ្នកទេ។',
    'នរណាអាចមើលឃើញ
អ្នកគ្រប់គ្រងគណនី នៅពេលមានហេតុផល។ រាល់ការមើលត្រូវបានកត់ត្រា ហើយអ្នកអាចអានកំណត់ត្រានោះនៅទំព័រ “ឯកជនភាព”។',
    'យូរប៉ុនណា
ដរាបណាអ្នកមានគណនី។ ពេលបិទគណនី ឈ្មោះ អាសយដ្ឋាន និងការសម្ងាត់ត្រូវបានលុប។ កំណត់ត្រាថានរណាបានធ្វើអ្វី នៅសល់យ៉ាងតិចប្រាំមួយខែ ដោយប្រើលេខជំនួសឈ្មោះអ្នក។',
    @rights),
    @begins, @told),
  ('apply', 1, 'km', 'របៀបដែលយើងប្រើទិន្នន័យពាក្យសុំរបស់អ្នក', CONCAT_WS(@gap,
    @who,
    'អ្វីដែលយើងរក្សាទុក
អ្វីដែលអ្នកសរសេរក្នុងពាក្យសុំ៖ ឈ្មោះ ថ្ងៃកំណើត សញ្ជាតិ លេខលិខិតឆ្លងដែន របៀបទាក់ទង សាលារៀន ភាសា ថវិកា និងអាណាព្យាបាល បើអ្នកអាយុក្រោម 18 ឆ្នាំ។ ព្រមទាំងឯកសារដែលអ្នកផ្ញើ សំបុត្រ និងសេចក្ដីសម្រេចរបស់យើង។ លេខឯកសារ លេខទូរសព្ទ និងឯកសារ ត្រូវបានរក្សាទុកជាកូដសម្ងាត់។',
    'យើងប្រើវាសម្រាប់អ្វី
ដើម្បីមើលថាអាចទទួលអ្នកបានឬទេ ដើម្បីសម្រេច និងបើទទួល ដើម្បីរៀបចំទិដ្ឋាការ និងការចុះឈ្មោះចូលរៀន។ មិនប្រើសម្រាប់អ្វីផ្សេងទេ។',
    @see,
    'យូរប៉ុនណា
សេចក្ដីព្រាង៖ រហូតដល់អ្នកបិទគណនី។ ពាក្យសុំដែលបានបញ្ចប់៖ យ៉ាងតិចប្រាំមួយខែ ព្រោះក្នុងរយៈពេលនោះអាចប្ដឹងសេចក្ដីសម្រេចទៅតុលាការ។ សិស្ស៖ តាមវិធានស្ដីពីឯកសារសិស្ស។',
    @rights),
    @begins, @told),
  ('apply_passport', 1, 'km', 'ការយល់ព្រមសម្រាប់ច្បាប់ចម្លងលិខិតឆ្លងដែន', CONCAT_WS(@gap,
    'អំពីអ្វី
រូបថត ឬស្កេនលិខិតឆ្លងដែន ឬប័ណ្ណឆ្លងដែនរបស់អ្នក។ វាបង្ហាញមុខ និងលេខរបស់អ្នក។ បើធ្លាក់ក្នុងដៃមនុស្សអាក្រក់ គេអាចក្លែងខ្លួនជាអ្នក។ ដូច្នេះច្បាប់តម្រូវឱ្យសុំការយល់ព្រមដោយឡែក។',
    'ហេតុអ្វីយើងត្រូវការវា
ដើម្បីពិនិត្យថាឈ្មោះ សញ្ជាតិ និងកាលបរិច្ឆេទក្នុងពាក្យសុំត្រឹមត្រូវ និងដើម្បីរៀបចំឯកសារទិដ្ឋាការរបស់អ្នក។',
    @protect,
    @refuse,
    @who),
    @begins, @sensitive),
  ('apply_health', 1, 'km', 'ការយល់ព្រមសម្រាប់លិខិតពិនិត្យសុខភាព', CONCAT_WS(@gap,
    'អំពីអ្វី
លិខិតពិនិត្យសុខភាពរបស់អ្នក។ វាប្រាប់អំពីរាងកាយ និងសុខភាពរបស់អ្នក ដែលជារឿងផ្ទាល់ខ្លួន។ ដូច្នេះច្បាប់តម្រូវឱ្យសុំការយល់ព្រមដោយឡែក។',
    'ហេតុអ្វីយើងត្រូវការវា
ដើម្បីដឹងថាអ្នកអាចរៀន និងរស់នៅមជ្ឈមណ្ឌល ដូចដែលវិធានសម្រាប់សិស្សបរទេសតម្រូវមុនការទទួល។',
    @protect,
    @refuse,
    @who),
    @begins, @sensitive),
  ('apply_crime', 1, 'km', 'ការយល់ព្រមសម្រាប់លិខិតថ្កោលទោស', CONCAT_WS(@gap,
    'អំពីអ្វី
លិខិតថ្កោលទោសពីប៉ូលិសប្រទេសរបស់អ្នក។ អ្វីដែលមានក្នុងនោះអាចប៉ះពាល់កិត្តិយសរបស់អ្នក។ ដូច្នេះច្បាប់តម្រូវឱ្យសុំការយល់ព្រមដោយឡែក។',
    'ហេតុអ្វីយើងត្រូវការវា
ដើម្បីបំពេញលក្ខខណ្ឌនៃការទទួល ដូចដែលវិធានស្ដីពីការស្នាក់នៅរបស់ជនបរទេសតម្រូវ។',
    @protect,
    @refuse,
    @who),
    @begins, @sensitive),
  ('guardian', 1, 'km', 'សម្រាប់ឪពុកម្ដាយ និងអាណាព្យាបាល', CONCAT_WS(@gap,
    @who,
    'អំពីអ្វី
អ្នកយល់ព្រមជំនួសកុមារដែលអ្នកជាអាណាព្យាបាល។ អាយុក្រោម 14 ឆ្នាំ មានតែអាណាព្យាបាលអាចយល់ព្រមបាន។ ពី 14 ដល់ 17 ឆ្នាំ យើងសុំឱ្យអ្នកបានដឹង។',
    'អ្វីដែលយើងរក្សាទុក
ឈ្មោះរបស់អ្នក ទំនាក់ទំនងជាមួយកុមារ សញ្ជាតិ លេខទូរសព្ទ និងអាសយដ្ឋាន ឯកសារដែលបង្ហាញថាអ្នកជាអាណាព្យាបាល និងអ្វីដែលអ្នកបានធ្វើនៅទីនេះជំនួសកុមារ។ លេខទូរសព្ទ និងឯកសារ ត្រូវបានរក្សាទុកជាកូដសម្ងាត់។',
    'យើងប្រើវាសម្រាប់អ្វី
ដើម្បីប្រាកដថាមានគេមើលថែកុមារ ហើយអ្នកយល់ព្រម និងដើម្បីទាក់ទងអ្នក។ មិនប្រើសម្រាប់អ្វីផ្សេងទេ។',
    @see,
    'យូរប៉ុនណា
យូរដូចទិន្នន័យរបស់កុមារ ឬរហូតដល់កុមារអាយុ 18 ឆ្នាំ ហើយស្នើឱ្យយើងលុប។',
    @rights),
    @begins, @child);

-- id
SET @who = 'Siapa yang bertanggung jawab
Pusat Pendidikan dan Pelatihan ASEAN Tiongkok (Mengla) di Mengla, Yunnan, atas nama Kabupaten Mengla. Anda dapat berbicara dengan petugas pada hari kerja, pukul 8:30 sampai 17:30 waktu Beijing.';
SET @rights = 'Hak Anda
Di halaman “Privasi” Anda dapat membaca dan menyalin data Anda, meminta kesalahan diperbaiki, menarik kembali persetujuan, dan meminta kami menghapus data. Anda juga dapat mengadu kepada kantor urusan siber.';
SET @see = 'Siapa yang melihatnya
Hanya petugas pusat, dan instansi Tiongkok bila undang-undang mengharuskan kami menunjukkannya, misalnya untuk visa. Setiap kali data dilihat, hal itu dicatat, dan catatannya dapat Anda baca di halaman “Privasi”.';
SET @protect = 'Bagaimana kami melindunginya
Dokumen disimpan dalam bentuk terenkripsi. Hanya petugas pusat tempat Anda mendaftar yang dapat membukanya, dan setiap pembukaan dicatat. Dokumen disimpan selama pendaftaran Anda disimpan.';
SET @refuse = 'Jika Anda tidak menghendakinya
Anda tidak harus mengunggahnya. Anda dapat menunjukkan dokumen itu di pusat, dan pendaftaran Anda tidak dirugikan. Anda dapat menarik kembali persetujuan ini kapan saja di halaman “Privasi”; yang sudah dilakukan sebelumnya tetap sah.';
INSERT IGNORE INTO notice (purpose, version, lang, title, body, valid_from, source) VALUES
  ('account', 1, 'id', 'Cara kami mengelola data akun Anda', CONCAT_WS(@gap,
    @who,
    'Apa yang kami simpan
Nama, alamat email atau nomor telepon, dan bahasa Anda; kata sandi dan kunci langkah kedua Anda, dalam bentuk yang tidak dapat dibaca siapa pun; kapan dan dari mana Anda masuk.',
    'Untuk apa kami memakainya
Agar hanya Anda yang dapat masuk, untuk menyurati Anda tentang urusan Anda sendiri, dan agar kelak dapat ditunjukkan siapa melakukan apa. Tidak ada yang dijual, situs ini tidak mengirim apa pun ke luar negeri, dan tidak ada mesin yang memutuskan tentang Anda.',
    'Siapa yang melihatnya
Pengelola akun, bila ada alasannya. Setiap kali data dilihat, hal itu dicatat, dan catatannya dapat Anda baca di halaman “Privasi”.',
    'Berapa lama
Selama Anda memiliki akun. Saat akun ditutup, nama, alamat, dan rahasia dihapus. Catatan siapa melakukan apa disimpan paling sedikit enam bulan, dengan angka sebagai pengganti nama Anda.',
    @rights),
    @begins, @told),
  ('apply', 1, 'id', 'Cara kami mengelola data pendaftaran Anda', CONCAT_WS(@gap,
    @who,
    'Apa yang kami simpan
Apa yang Anda tulis dalam pendaftaran: nama, kelahiran, kewarganegaraan, nomor paspor, cara menghubungi Anda, sekolah, bahasa, biaya dan, jika Anda di bawah 18 tahun, wali Anda. Juga dokumen yang Anda serahkan, surat dan keputusan kami. Nomor dokumen, nomor telepon, dan dokumen disimpan dalam bentuk terenkripsi.',
    'Untuk apa kami memakainya
Untuk melihat apakah Anda dapat diterima, untuk memutuskan, dan untuk menyiapkan visa dan pendaftaran ulang bila diterima. Tidak untuk hal lain.',
    @see,
    'Berapa lama
Draf: sampai Anda menutup akun. Pendaftaran yang sudah berakhir: paling sedikit enam bulan, karena selama itu keputusan dapat dibawa ke pengadilan. Siswa: selama diminta aturan tentang arsip siswa.',
    @rights),
    @begins, @told),
  ('apply_passport', 1, 'id', 'Persetujuan untuk salinan paspor Anda', CONCAT_WS(@gap,
    'Tentang apa
Foto atau pindaian paspor atau pas lintas batas Anda. Di situ terlihat wajah dan nomor Anda. Di tangan yang salah, orang dapat berpura-pura menjadi Anda; karena itu undang-undang meminta persetujuan tersendiri.',
    'Mengapa kami memerlukannya
Untuk melihat apakah nama, kewarganegaraan, dan tanggal dalam pendaftaran benar, dan untuk menyiapkan berkas visa Anda.',
    @protect,
    @refuse,
    @who),
    @begins, @sensitive),
  ('apply_health', 1, 'id', 'Persetujuan untuk formulir kesehatan Anda', CONCAT_WS(@gap,
    'Tentang apa
Formulir pemeriksaan kesehatan Anda. Isinya tentang tubuh dan kesehatan Anda, yang bukan urusan orang lain; karena itu undang-undang meminta persetujuan tersendiri.',
    'Mengapa kami memerlukannya
Untuk melihat bahwa Anda dapat belajar dan tinggal di pusat, seperti diminta aturan bagi siswa asing sebelum penerimaan.',
    @protect,
    @refuse,
    @who),
    @begins, @sensitive),
  ('apply_crime', 1, 'id', 'Persetujuan untuk surat keterangan catatan kepolisian', CONCAT_WS(@gap,
    'Tentang apa
Surat kepolisian negara Anda tentang catatan kriminal. Isinya dapat merugikan nama baik Anda; karena itu undang-undang meminta persetujuan tersendiri.',
    'Mengapa kami memerlukannya
Untuk memenuhi syarat penawaran, seperti diminta aturan tentang izin tinggal orang asing.',
    @protect,
    @refuse,
    @who),
    @begins, @sensitive),
  ('guardian', 1, 'id', 'Untuk orang tua dan wali', CONCAT_WS(@gap,
    @who,
    'Tentang apa
Anda menyetujui untuk anak yang berada di bawah perwalian Anda. Di bawah 14 tahun hanya wali yang dapat menyetujui; dari 14 sampai 17 tahun kami meminta agar Anda mengetahuinya.',
    'Apa yang kami simpan
Nama Anda, hubungan dengan anak, kewarganegaraan, nomor telepon dan alamat, dokumen yang menunjukkan bahwa Anda wali, dan apa yang Anda lakukan di sini untuk anak itu. Nomor telepon dan dokumen disimpan dalam bentuk terenkripsi.',
    'Untuk apa kami memakainya
Untuk memastikan bahwa anak diasuh dan Anda menyetujui, dan untuk menghubungi Anda. Tidak untuk hal lain.',
    @see,
    'Berapa lama
Selama data anak disimpan, atau sampai anak berusia 18 tahun dan meminta kami menghapusnya.',
    @rights),
    @begins, @child);

-- ms
SET @who = 'Siapa yang bertanggungjawab
Pusat Pendidikan dan Latihan ASEAN China (Mengla) di Mengla, Yunnan, bagi pihak Daerah Mengla. Anda boleh bercakap dengan pegawai pada hari bekerja, dari 8:30 hingga 17:30 waktu Beijing.';
SET @rights = 'Hak anda
Di halaman “Privasi” anda boleh membaca dan menyalin data anda, meminta kesilapan dibetulkan, menarik balik persetujuan, dan meminta kami memadamkan data. Anda juga boleh membuat aduan kepada pejabat hal ehwal siber.';
SET @see = 'Siapa yang melihatnya
Hanya pegawai pusat, dan pihak berkuasa China apabila undang-undang mewajibkan kami menunjukkannya, misalnya untuk visa. Setiap kali ia dilihat, hal itu direkodkan, dan rekodnya boleh anda baca di halaman “Privasi”.';
SET @protect = 'Cara kami melindunginya
Ia disimpan dalam bentuk tersulit. Hanya pegawai pusat yang anda mohon boleh membukanya, dan setiap pembukaan direkodkan. Ia disimpan selama permohonan anda disimpan.';
SET @refuse = 'Jika anda tidak mahu
Anda tidak perlu memuat naiknya. Anda boleh menunjukkan dokumen itu di pusat, dan permohonan anda tidak dirugikan. Anda boleh menarik balik persetujuan ini pada bila-bila masa di halaman “Privasi”; apa yang dilakukan sebelum itu tetap sah.';
INSERT IGNORE INTO notice (purpose, version, lang, title, body, valid_from, source) VALUES
  ('account', 1, 'ms', 'Cara kami mengendalikan data akaun anda', CONCAT_WS(@gap,
    @who,
    'Apa yang kami simpan
Nama, alamat e-mel atau nombor telefon, dan bahasa anda; kata laluan dan kunci langkah kedua anda, dalam bentuk yang tidak boleh dibaca sesiapa; bila dan dari mana anda log masuk.',
    'Untuk apa kami menggunakannya
Supaya hanya anda boleh masuk, untuk menulis kepada anda tentang urusan anda sendiri, dan supaya kemudian dapat ditunjukkan siapa melakukan apa. Tiada yang dijual, laman ini tidak menghantar apa-apa ke luar negara, dan tiada mesin yang membuat keputusan tentang anda.',
    'Siapa yang melihatnya
Pentadbir akaun, apabila ada sebabnya. Setiap kali ia dilihat, hal itu direkodkan, dan rekodnya boleh anda baca di halaman “Privasi”.',
    'Berapa lama
Selama anda mempunyai akaun. Apabila akaun ditutup, nama, alamat dan rahsia dipadamkan. Rekod siapa melakukan apa kekal sekurang-kurangnya enam bulan, dengan nombor menggantikan nama anda.',
    @rights),
    @begins, @told),
  ('apply', 1, 'ms', 'Cara kami mengendalikan data permohonan anda', CONCAT_WS(@gap,
    @who,
    'Apa yang kami simpan
Apa yang anda tulis dalam permohonan: nama, kelahiran, kewarganegaraan, nombor pasport, cara menghubungi anda, sekolah, bahasa, wang dan, jika anda di bawah 18 tahun, penjaga anda. Juga dokumen yang anda serahkan, surat dan keputusan kami. Nombor dokumen, nombor telefon dan dokumen disimpan dalam bentuk tersulit.',
    'Untuk apa kami menggunakannya
Untuk melihat sama ada anda boleh diterima, untuk membuat keputusan, dan untuk menyediakan visa dan pendaftaran jika diterima. Bukan untuk perkara lain.',
    @see,
    'Berapa lama
Draf: sehingga anda menutup akaun. Permohonan yang sudah tamat: sekurang-kurangnya enam bulan, kerana dalam tempoh itu keputusan boleh dibawa ke mahkamah. Pelajar: selama dikehendaki peraturan tentang rekod pelajar.',
    @rights),
    @begins, @told),
  ('apply_passport', 1, 'ms', 'Persetujuan untuk salinan pasport anda', CONCAT_WS(@gap,
    'Tentang apa
Gambar atau imbasan pasport atau pas sempadan anda. Ia menunjukkan wajah dan nombor anda. Di tangan yang salah, orang lain boleh menyamar sebagai anda; maka undang-undang meminta persetujuan yang berasingan.',
    'Sebab kami memerlukannya
Untuk melihat bahawa nama, kewarganegaraan dan tarikh dalam permohonan adalah betul, dan untuk menyediakan kertas visa anda.',
    @protect,
    @refuse,
    @who),
    @begins, @sensitive),
  ('apply_health', 1, 'ms', 'Persetujuan untuk borang kesihatan anda', CONCAT_WS(@gap,
    'Tentang apa
Borang pemeriksaan kesihatan anda. Ia menceritakan tubuh dan kesihatan anda, yang bukan urusan orang lain; maka undang-undang meminta persetujuan yang berasingan.',
    'Sebab kami memerlukannya
Untuk melihat bahawa anda boleh belajar dan tinggal di pusat, seperti dikehendaki peraturan bagi pelajar asing sebelum kemasukan.',
    @protect,
    @refuse,
    @who),
    @begins, @sensitive),
  ('apply_crime', 1, 'ms', 'Persetujuan untuk sijil kelakuan baik daripada polis', CONCAT_WS(@gap,
    'Tentang apa
Sijil polis negara anda tentang rekod jenayah. Kandungannya boleh menjejaskan nama baik anda; maka undang-undang meminta persetujuan yang berasingan.',
    'Sebab kami memerlukannya
Untuk memenuhi syarat tawaran, seperti dikehendaki peraturan tentang permastautinan warga asing.',
    @protect,
    @refuse,
    @who),
    @begins, @sensitive),
  ('guardian', 1, 'ms', 'Untuk ibu bapa dan penjaga', CONCAT_WS(@gap,
    @who,
    'Tentang apa
Anda bersetuju bagi pihak anak jagaan anda. Di bawah 14 tahun hanya penjaga boleh bersetuju; dari 14 hingga 17 tahun kami meminta supaya anda mengetahuinya.',
    'Apa yang kami simpan
Nama anda, hubungan dengan anak itu, kewarganegaraan, nombor telefon dan alamat, dokumen yang menunjukkan bahawa anda penjaga, dan apa yang anda lakukan di sini bagi pihak anak itu. Nombor telefon dan dokumen disimpan dalam bentuk tersulit.',
    'Untuk apa kami menggunakannya
Untuk memastikan bahawa anak itu dijaga dan anda bersetuju, dan untuk menghubungi anda. Bukan untuk perkara lain.',
    @see,
    'Berapa lama
Selama data anak itu disimpan, atau sehingga anak itu berumur 18 tahun dan meminta kami memadamkannya.',
    @rights),
    @begins, @child);

-- fil
SET @who = 'Sino ang may pananagutan
Ang China (Mengla) ASEAN Education and Training Centre sa Mengla, Yunnan, para sa Mengla County. Makakausap ninyo ang isang opisyal doon sa mga araw ng trabaho, 8:30 hanggang 17:30 oras sa Beijing.';
SET @rights = 'Ang inyong mga karapatan
Sa pahinang “Privacy” maaari ninyong basahin at kopyahin ang inyong datos, ipatama ang mali, bawiin ang inyong pagpayag, at hilinging burahin namin ang datos. Maaari rin kayong magreklamo sa tanggapan para sa cyberspace.';
SET @see = 'Sino ang nakakakita nito
Mga opisyal lamang ng sentro, at ang mga awtoridad ng China kapag inaatas ng batas na ipakita namin, halimbawa para sa visa. Itinatala ang bawat pagtingin, at mababasa ninyo ang tala sa pahinang “Privacy”.';
SET @protect = 'Paano namin ito pinoprotektahan
Naka-encrypt ito. Ang mga opisyal lamang ng sentro kung saan kayo nag-apply ang makakabukas nito, at itinatala ang bawat pagbukas. Itinatago ito hangga’t itinatago ang inyong aplikasyon.';
SET @refuse = 'Kung ayaw ninyo
Hindi ninyo ito kailangang i-upload. Maaari ninyong ipakita na lang ang papel sa sentro, at hindi malulugi ang inyong aplikasyon. Maaari ninyong bawiin ang pagpayag na ito anumang oras sa pahinang “Privacy”; may bisa pa rin ang mga nagawa bago noon.';
INSERT IGNORE INTO notice (purpose, version, lang, title, body, valid_from, source) VALUES
  ('account', 1, 'fil', 'Paano namin hinahawakan ang datos ng inyong account', CONCAT_WS(@gap,
    @who,
    'Ano ang itinatago namin
Ang inyong pangalan, email address o numero ng telepono, at wika; ang inyong password at mga susi ng ikalawang hakbang, sa anyong walang makakabasa; kung kailan at saan kayo nag-sign in.',
    'Para saan namin ito ginagamit
Para kayo lamang ang makapasok, para sulatan kayo tungkol sa sarili ninyong mga bagay, at para maipakita sa huli kung sino ang gumawa ng ano. Walang ibinebenta, walang ipinapadala ang site na ito sa ibang bansa, at walang makinang nagpapasya tungkol sa inyo.',
    'Sino ang nakakakita nito
Mga tagapangasiwa ng account, kapag may dahilan. Itinatala ang bawat pagtingin, at mababasa ninyo ang tala sa pahinang “Privacy”.',
    'Gaano katagal
Hangga’t may account kayo. Kapag isinara ito, binubura ang pangalan, address at mga lihim. Ang tala kung sino ang gumawa ng ano ay itinatago nang hindi bababa sa anim na buwan, na may numero kapalit ng inyong pangalan.',
    @rights),
    @begins, @told),
  ('apply', 1, 'fil', 'Paano namin hinahawakan ang datos ng inyong aplikasyon', CONCAT_WS(@gap,
    @who,
    'Ano ang itinatago namin
Ang isinulat ninyo sa aplikasyon: mga pangalan, kapanganakan, nasyonalidad, numero ng pasaporte, paano kayo matatawagan, mga paaralan, wika, pera at, kung wala pa kayong 18 taon, ang inyong tagapangalaga. Pati ang mga papeles na isinumite ninyo, ang aming mga liham at pasya. Naka-encrypt ang mga numero ng dokumento, numero ng telepono at papeles.',
    'Para saan namin ito ginagamit
Para makita kung matatanggap kayo, para magpasya, at para ihanda ang visa at enrolment kung tinanggap kayo. Wala nang iba.',
    @see,
    'Gaano katagal
Burador: hanggang isara ninyo ang account. Aplikasyong natapos na: hindi bababa sa anim na buwan, dahil ganoon katagal puwedeng dalhin sa hukuman ang pasya. Mga estudyante: ayon sa mga tuntunin tungkol sa rekord ng estudyante.',
    @rights),
    @begins, @told),
  ('apply_passport', 1, 'fil', 'Pagpayag para sa kopya ng inyong pasaporte', CONCAT_WS(@gap,
    'Tungkol saan ito
Larawan o scan ng inyong pasaporte o border pass. Makikita roon ang inyong mukha at numero. Kapag napunta sa maling kamay, may maaaring magpanggap na kayo; kaya hinihingi ng batas ang hiwalay na pagpayag.',
    'Bakit namin ito kailangan
Para makita kung tama ang pangalan, nasyonalidad at mga petsa sa aplikasyon, at para ihanda ang mga papel ng inyong visa.',
    @protect,
    @refuse,
    @who),
    @begins, @sensitive),
  ('apply_health', 1, 'fil', 'Pagpayag para sa inyong form sa kalusugan', CONCAT_WS(@gap,
    'Tungkol saan ito
Ang form ng inyong medical na pagsusuri. Tungkol ito sa inyong katawan at kalusugan, na hindi dapat malaman ng iba; kaya hinihingi ng batas ang hiwalay na pagpayag.',
    'Bakit namin ito kailangan
Para makita na makakapag-aral at makakatira kayo sa sentro, gaya ng hinihingi ng mga tuntunin para sa mga dayuhang estudyante bago tanggapin.',
    @protect,
    @refuse,
    @who),
    @begins, @sensitive),
  ('apply_crime', 1, 'fil', 'Pagpayag para sa inyong police clearance', CONCAT_WS(@gap,
    'Tungkol saan ito
Ang sertipiko ng pulisya ng inyong bansa tungkol sa rekord ng krimen. Maaaring makasira sa inyong pangalan ang nakasulat dito; kaya hinihingi ng batas ang hiwalay na pagpayag.',
    'Bakit namin ito kailangan
Para matupad ang mga kondisyon ng alok, gaya ng hinihingi ng mga tuntunin sa paninirahan ng mga dayuhan.',
    @protect,
    @refuse,
    @who),
    @begins, @sensitive),
  ('guardian', 1, 'fil', 'Para sa mga magulang at tagapangalaga', CONCAT_WS(@gap,
    @who,
    'Tungkol saan ito
Pumapayag kayo para sa batang nasa inyong pangangalaga. Kapag wala pang 14 taon, ang tagapangalaga lamang ang makakapayag; mula 14 hanggang 17 taon, hinihiling naming alam ninyo ito.',
    'Ano ang itinatago namin
Ang inyong pangalan, kaugnayan sa bata, nasyonalidad, numero ng telepono at tirahan, ang papel na nagpapakitang kayo ang tagapangalaga, at ang ginawa ninyo rito para sa bata. Naka-encrypt ang mga numero ng telepono at papeles.',
    'Para saan namin ito ginagamit
Para matiyak na may nag-aalaga sa bata at pumapayag kayo, at para matawagan kayo. Wala nang iba.',
    @see,
    'Gaano katagal
Hangga’t itinatago ang datos ng bata, o hanggang maging 18 taon ang bata at hilinging burahin namin ito.',
    @rights),
    @begins, @child);
