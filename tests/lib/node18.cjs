// Debian 12's node 18 has fetch, but its Headers do not know getSetCookie. Loaded before every test; does nothing
// where it is known. A comma parts two cookies only when a name and "=" follow it: dates hold commas too.
if (!Headers.prototype.getSetCookie)
    Object.defineProperty(Headers.prototype, 'getSetCookie', {
        value() {
            const joined = this.get('set-cookie');
            return joined ? joined.split(/,\s*(?=[A-Za-z0-9_.-]+=)/) : [];
        },
    });
