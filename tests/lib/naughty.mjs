// Strings that have broken other programs: scripts, quotes, holes of templates, signs nobody sees, directions, controls.
import assert from 'node:assert/strict';

export const strings = [
    'null', 'undefined', 'NaN', '0', '-1', '1e309', '\\', '\\n', '"', "'", '\x60', '\'"\'', '%', '%s%n%x', '%00',
    '%3Cscript%3E', '&', '&amp;', '&lt;b&gt;', '&#60;b&#62;',
    '<', '>', '</textarea><b>', '</title>', '<!-- ', ']]>', '<?php 1 ?>', '<?cs var:T.page ?>', 'T.page.home.title',
    '{{7*7}}', '${7*7}', '{link} {number} {text}',
    '<script>alert(1)</script>', '"><svg onload=alert(1)>', "' onmouseover='alert(1)", 'javascript:alert(1)',
    "' OR '1'='1", "'; DROP TABLE account; --",
    '../../etc/passwd', 'C:\\con\\aux', '$(id)', '| id', '=1+1', '@SUM(1)', 'a,b;c', '..', 'a\tb', 'a  b', ' a ',
    'a\u00a0b', 'a\u3000b', 'Ω≈ç√∫', '勐腊县 磨憨镇', 'ສະບາຍດີ ລາວ',
    'ສຽງ\u200bລາວ', 'မြန်မာ\u200bစာ', 'ខ្មែរ\u200b', 'ไทย', 'Đặng Thị Hằng', 'e\u0301', 'Å', 'ﬁ', '１２３', 'İstanbul',
    '👨\u200d👩\u200d👧', '🇱🇦', '𠀀𪜶', 'a\u0300\u0301\u0302\u0303\u0304', '\u0300',
    'مرحبا', '\u202eabc', 'a\u202ecba\u202c', '\u2066a\u2069', '\ufeffa', 'a\u00adb', '\u200b', '\u200d', 'a\u2028b',
    '\ufffd', '\uffff', '\u{10ffff}',
    'a\u0000b', 'a\u0001b', '\u001b[31ma', 'a\u007fb', 'a\u0085b', 'a\r\nb', 'x'.repeat(40),
];

// base/text.h in other words; null: refused.
export function kept(s, lines) {
    let t = s.normalize('NFC');
    t = lines ? t.replace(/\r\n?/g, '\n').replace(/[\u2028\u2029]/g, '\n') : t.replace(/[\u2028\u2029]/g, ' ');
    t = t.replace(/\t|\p{Zs}/gu, ' ');
    if ((lines ? /(?!\n)\p{Cc}/u : /\p{Cc}/u).test(t)) return null;
    t = [...t].filter((c) => /[\u200b\u200c\u200d\u2060]/.test(c) || c < '\u00ad' ||
        !(/\p{Default_Ignorable_Code_Point}/u.test(c) && /\p{Cf}/u.test(c))).join('');
    if (!lines) t = t.replace(/ +/g, ' ');
    t = t.normalize('NFC').replace(/^[ \n]+|[ \n]+$/g, '');
    return [...t].every((c) => c === ' ' || c === '\n' || /\p{Default_Ignorable_Code_Point}/u.test(c)) ? '' : t;
}
const raw = strings.filter((s) => /<[a-z/!?]/i.test(s));
export const noneRaw = (page) => {
    for (const s of raw) if (!['</title>', '<!-- '].includes(s)) assert.ok(!page.html.includes(s),
        `${page.path} has ${s} raw`);
    assert.doesNotMatch(page.html, /<script(?! src="\/static\/app\.js\?v=)|<svg|<b>|<\?/);
};
