-- The rule that asks for keeping, in Chinese beside English: the officers who read it work in either.
ALTER TABLE legal_hold
  ADD COLUMN IF NOT EXISTS source_zh VARCHAR(200) NOT NULL DEFAULT '' COMMENT 'source for Chinese readers' AFTER source;
UPDATE legal_hold SET source_zh = '《个人信息保护法》第四十七条：处理目的尚未实现' WHERE id IN (1, 4, 7);
UPDATE legal_hold SET source_zh = '报名隐私告知第1版：学生档案按其规定保存' WHERE id = 2;
UPDATE legal_hold SET source_zh = '《行政诉讼法》第四十六条：六个月内可以起诉' WHERE id = 3;
UPDATE legal_hold SET source_zh = '《个人信息保护法》第十三条：在单位中承担的职责' WHERE id = 5;
UPDATE legal_hold SET source_zh = '待中心档案部门确认：学习结束后保存十年，按定期保管的档案办理（国家档案局2006年第8号令）' WHERE id = 6;
UPDATE legal_hold SET source_zh = '《个人信息保护法》第三十一条：不得使孩子无人负责' WHERE id = 8;
