-- Responsible departments as the opinion of 2020 names them. Roles: 24576 officer and leader of a department (8192,
-- 16384), 65536 coordinator. The register of enterprises (market supervision) is none of the fifteen departments.
INSERT IGNORE INTO org_verifier (kind, org, roles, two, source)
SELECT v.kind, MIN(o.id), v.roles, v.two, v.source
FROM (
  SELECT 'school' AS kind, '勐腊县教育体育局' AS name, 24576 AS roles, FALSE AS two,
    'clauses 2, 3, 11, 12: the education bureau answers for schools' AS source
  UNION ALL SELECT 'centre', '勐腊县教育体育局', 24576, TRUE, 'clause 20: the education bureau leads the centre'
  UNION ALL SELECT 'enterprise', '勐腊县发展和改革局', 90112, FALSE,
    'clauses 7, 21: credit records of enterprises and coordination; assumed, the register itself is market supervision''s'
  UNION ALL SELECT 'bank', '勐腊县金融办公室', 24576, TRUE, 'clause 18: finance office'
  UNION ALL SELECT 'insurer', '勐腊县金融办公室', 24576, TRUE, 'clause 18: finance office'
  UNION ALL SELECT 'department', '勐腊县发展和改革局', 65536, FALSE, 'clause 21: coordination is led there'
) v JOIN org o ON o.kind = 'department' AND o.name = v.name COLLATE utf8mb4_uca1400_as_cs
GROUP BY v.kind, v.roles, v.two, v.source;
