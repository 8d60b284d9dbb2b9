// A second writer of the envelope of SECURITY 31, so that reading does not only mirror our own writing.
import { createCipheriv, randomBytes } from 'node:crypto';
import fs from 'node:fs';
import { dir } from './world.mjs';

export function seal(context, text) {
    const [id, hex] = fs.readFileSync(`${dir}/credentials/seal.keys`, 'utf8').split('\n')[0].split(' ');
    const key = randomBytes(32), nonce = randomBytes(12);
    const wrap = createCipheriv('id-aes256-wrap-pad', Buffer.from(hex, 'hex'), Buffer.from('A65959A6', 'hex'));
    const wrapped = Buffer.concat([wrap.update(key), wrap.final()]);
    const head = Buffer.from([0x71, 0x31, 1, 0, 0, 0, 0, 0, wrapped.length]);
    head.writeUInt32BE(Number(id), 3);
    const gcm = createCipheriv('aes-256-gcm', key, nonce);
    gcm.setAAD(Buffer.from('v1|' + context));
    const body = Buffer.concat([gcm.update(text, 'utf8'), gcm.final()]);
    return Buffer.concat([head, wrapped, nonce, body, gcm.getAuthTag()]);
}
