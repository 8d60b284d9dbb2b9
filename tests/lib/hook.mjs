// A gateway for SMS on 127.0.0.1 that keeps what it gets: startHook() gives { url, got, answer, stop }. `answer` is the
// status of each answer, or a function of what came.
import http from 'node:http';

export async function startHook() {
    const hook = { got: [], answer: 200 };
    const server = http.createServer((request, response) => {
        const parts = [];
        request.on('data', (b) => parts.push(b));
        request.on('end', () => {
            const body = Buffer.concat(parts).toString('utf8');
            const one = { method: request.method, path: request.url, headers: request.headers, body };
            hook.got.push(one);
            const status = typeof hook.answer === 'function' ? hook.answer(one) : hook.answer;
            if (!status) return request.socket.destroy();
            response.writeHead(status, status === 302 ? { location: `${hook.url}/elsewhere` } : {});
            response.end('whatever it says');
        });
    });
    await new Promise((done) => server.listen(0, '127.0.0.1', done));
    hook.url = `http://127.0.0.1:${server.address().port}`;
    hook.stop = () => new Promise((done) => { server.closeAllConnections?.(); server.close(done); });
    return hook;
}
