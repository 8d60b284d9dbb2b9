-- The fifteen departments that the opinion names (DOMAIN 9). Those that are merged or renamed since are closed on the
-- pages, in favour of a successor; nothing is deleted here.
INSERT INTO org (kind, name, name_en, leads, created_at)
SELECT 'department', d.name, d.name_en, d.leads, UTC_TIMESTAMP()
FROM (
  SELECT '勐腊县教育体育局' AS name, 'Education and Sports Bureau of Mengla County' AS name_en, FALSE AS leads
  UNION ALL SELECT '勐腊县发展和改革局', 'Development and Reform Bureau of Mengla County', TRUE
  UNION ALL SELECT '勐腊县人力资源和社会保障局', 'Human Resources and Social Security Bureau of Mengla County', FALSE
  UNION ALL SELECT '勐腊县科学技术和工业信息化局', 'Science, Technology, Industry and Information Bureau of Mengla County', FALSE
  UNION ALL SELECT '勐腊县总工会', 'Federation of Trade Unions of Mengla County', FALSE
  UNION ALL SELECT '勐腊县人民政府国有资产监督管理委员会', 'State-owned Assets Supervision Commission of Mengla County', FALSE
  UNION ALL SELECT '勐腊县财政局', 'Finance Bureau of Mengla County', FALSE
  UNION ALL SELECT '勐腊县工商业联合会', 'Federation of Industry and Commerce of Mengla County', FALSE
  UNION ALL SELECT '勐腊县民政局', 'Civil Affairs Bureau of Mengla County', FALSE
  UNION ALL SELECT '勐腊县自然资源局', 'Natural Resources Bureau of Mengla County', FALSE
  UNION ALL SELECT '国家税务总局勐腊县税务局', 'Tax Bureau of Mengla County', FALSE
  UNION ALL SELECT '中国人民银行勐腊县支行', 'People''s Bank of China, Mengla County Sub-branch', FALSE
  UNION ALL SELECT '勐腊县金融办公室', 'Finance Office of Mengla County', FALSE
  UNION ALL SELECT '中共勐腊县委宣传部', 'Publicity Department of the Mengla County Party Committee', FALSE
  UNION ALL SELECT '勐腊县广播电视局', 'Radio and Television Bureau of Mengla County', FALSE
) d
WHERE NOT EXISTS (SELECT 1 FROM org o WHERE o.kind = 'department' AND o.name = d.name COLLATE utf8mb4_uca1400_as_cs);
