// Everything that runs while make bench measures: the suite, our pages behind a web server without limits, log and
// compression, and the twins. One port each, so that no connection of one holds a worker of another.
import fs from 'node:fs';
import { ask, answered, bench, root, run, shell, start, startProgram, suite } from './system.mjs';
import { cookie } from './data.mjs';

export const workers = 4; // of each program and of PHP; PERFORMANCE 4 measured 2 to 8 as equal on two cores
const base = Number(process.env.PORT ?? 18950);
export const port = Object.fromEntries(['plain', 'bench', 'constant', 'php', 'obvious', 'apply', 'small', 'big', 'login', 'people']
    .map((name, i) => [name, base + i]));
const socket = (name) => `${suite}/${name}.sock`;

const fastcgi = (name, keep) => `upstream ${name} { server unix:${socket(name)}; ${keep ? 'keepalive 32;' : ''} }`;
const server = (name, inside) => `server { listen 127.0.0.1:${port[name]}; ${inside} }`;

// As conf/nginx says it, but for what would measure something else: rates, log, compression, security headers.
function nginxConf() {
    const shipped = fs.readFileSync(`${root}/conf/nginx/qiao_fastcgi.conf`, 'utf8');
    const conf = `${bench}/nginx`;
    fs.mkdirSync(`${conf}/tmp`, { recursive: true });
    fs.writeFileSync(`${conf}/fastcgi.conf`, shipped);
    fs.writeFileSync(`${conf}/php.conf`, shipped.replace(/^fastcgi_keep_conn on;/m, '') +
        `fastcgi_param SCRIPT_FILENAME ${root}/tests/bench/php/index.php;\nfastcgi_param TWIN_MADE ${bench}/made;\n`);
    const ours = (name) => server(name, `location / { include fastcgi.conf; fastcgi_pass ${name}; }`);
    fs.writeFileSync(`${conf}/nginx.conf`, `${process.getuid() === 0 ? 'user root;' : ''}
worker_processes 1;
daemon off;
pid ${conf}/nginx.pid;
error_log ${suite}/log/front.log warn;
events { worker_connections 1024; }
http {
    default_type text/plain;
    access_log off;
    keepalive_requests 1000000;
    client_max_body_size 64k;
    client_body_buffer_size 64k;
    ${['client_body', 'fastcgi', 'proxy', 'uwsgi', 'scgi'].map((n) => `${n}_temp_path ${conf}/tmp/${n};`).join('\n    ')}
    set_real_ip_from 127.0.0.1;
    real_ip_header X-Forwarded-For;
    map $request_method $qiao_length { POST $content_length; default ""; }
    ${['bench', 'constant', 'apply', 'small', 'big', 'login', 'people'].map((n) => fastcgi(n, true)).join('\n    ')}
    ${fastcgi('php', false)}
    ${server('plain', 'location / { return 200 "hello\\n"; }')}
    ${['bench', 'constant', 'apply', 'small', 'big', 'login', 'people'].map(ours).join('\n    ')}
    ${server('php', 'location / { include php.conf; fastcgi_pass php; }')}
    ${server('obvious', 'location / { include php.conf; fastcgi_param TWIN obvious; fastcgi_pass php; }')}
}
`);
    return conf;
}

function phpConf() {
    fs.writeFileSync(`${bench}/php-fpm.conf`, `[global]
error_log = ${suite}/log/php.log
daemonize = no
[twin]
listen = ${socket('php')}
listen.backlog = 1024
pm = static
pm.max_children = ${workers}
pm.max_requests = 0
catch_workers_output = yes
`);
    fs.writeFileSync(`${bench}/php.ini`, `opcache.enable=1
opcache.validate_timestamps=0
opcache.memory_consumption=64
output_buffering=1048576
implicit_flush=0
display_errors=0
log_errors=1
error_reporting=-1
expose_php=0
date.timezone=UTC
mysqli.allow_persistent=1
`);
    return ['-y', `${bench}/php-fpm.conf`, '-c', `${bench}/php.ini`, ...(process.getuid() === 0 ? ['-R'] : [])];
}

// The bench's page beside the shipped templates, as one folder.
function templates() {
    const to = `${bench}/templates`;
    fs.rmSync(to, { recursive: true, force: true });
    fs.mkdirSync(to);
    for (const f of fs.readdirSync(`${root}/templates`)) fs.symlinkSync(`${root}/templates/${f}`, `${to}/${f}`);
    fs.symlinkSync(`${root}/tests/bench/templates/bench`, `${to}/bench`);
    return to;
}

export const benchSettings = () => [`QIAO_TEMPLATES=${bench}/templates`, `QIAO_WORKERS=${workers}`];

export async function startSuite() {
    await shell('suite_start "$0" "$1" && suite_demo "$0"', String(base - 1));
    templates();
}

const user = async () => (await run('id', ['-un'])).trim();

// Our pages on a database of its own, with the rights of whoever measures.
export const startOn = async (name, database) => startProgram(name, socket(name), [`QIAO_WORKERS=${workers}`, `QIAO_DB_NAME=${database}`,
    `QIAO_DB_USER=${await user()}`], `${root}/build/bin/qiao-apply`);

export async function startOurs() {
    for (const p of ['apply', 'login']) await startProgram(p, socket(p), [`QIAO_WORKERS=${workers}`], `${root}/build/bin/qiao-${p}`);
}

export const startFront = async () => start('front', 'nginx', '-p', `${nginxConf()}/`, '-c', 'nginx.conf', '-e', `${suite}/log/front.log`);

export async function startTwins() {
    fs.rmSync(socket('php'), { force: true });
    await start('php', '/usr/sbin/php-fpm8.2', '-F', ...phpConf());
    await startOurs();
    await startProgram('bench', socket('bench'), benchSettings(), `${bench}/page`);
    for (const name of ['small', 'big']) await startOn(name, `bench_${name}`);
    await startFront();
    await answered(port.bench, '/bench/hello');
    fs.writeFileSync(`${bench}/page.html`, (await ask(port.bench, '/bench/page')).body);
    await start('constant', `${bench}/constant`, socket('constant'), `${bench}/page.html`, String(workers));
    await answered(port.constant, '/');
    await answered(port.php, '/bench/page');
    for (const name of ['apply', 'small', 'big']) await answered(port[name], '/apply/queue', cookie('officer'));
}

// Where two answers that should be the same differ; tokens are fresh in every answer, and an apostrophe is written as
// &#39; by us and as &#039; by PHP.
export function difference(ours, theirs) {
    const same = (b) => b.toString().replace(/(name="token" value=")[\w-]*/g, '$1').replaceAll('&#039;', '&#39;');
    const a = same(ours), b = same(theirs);
    if (a === b) return null;
    let i = 0;
    while (a[i] === b[i]) i++;
    const near = (s) => JSON.stringify(s.slice(Math.max(0, i - 12), i + 12));
    return `at byte ${i}: ${near(a)}, ${near(b)}`;
}
