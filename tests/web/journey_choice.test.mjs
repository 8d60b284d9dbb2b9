// One person, two offers: accepting one gives up the other at once, its seat is free again, and it can be restored.
import assert from 'node:assert/strict';
import { before, test } from 'node:test';
import { answer, apply, decide, intakeOf, say, state, stateOf } from '../lib/applicant.mjs';
import { letter, newcomer, officer, sql } from '../lib/world.mjs';

let student, li, chen, first, second;
const seats = async (intake) => (await sql(`SELECT reserved, taken FROM apply_intake WHERE id = ${intake}`))[0].map(Number);

async function offered(code) {
    const intake = await intakeOf(code);
    const id = await apply(student, intake);
    await decide(li, id, 'accept_for_review');
    await decide(chen, id, 'offer', { text: '' });
    assert.equal(await stateOf(id), state.offered);
    return { id, intake };
}

before(async () => {
    [li, chen] = [await officer('li'), await officer('chen')];
    student = await newcomer('Nguyễn Thị Hương', { lang: 'vi' });
    first = await offered('LOG-3');
    second = await offered('TOU-3');
});

test('the other place is given up with the reason, and its seat is free', async () => {
    const before_ = { first: await seats(first.intake), second: await seats(second.intake) };
    await answer(student, first.id, { answer: 'accept' });
    assert.equal(await stateOf(first.id), state.admitted);
    assert.equal(await stateOf(second.id), state.withdrawn);
    assert.deepEqual(await seats(first.intake), [before_.first[0] - 1, before_.first[1] + 1]);
    assert.deepEqual(await seats(second.intake), [before_.second[0] - 1, before_.second[1]]);
    (await student.get(`/apply/status?id=${second.id}`)).see(say('vi', 'state.withdrawn'), say('vi', 'choice.reason.accepted_other'));
    await letter(student.mail, 'apply_withdrawn');
});

test('the head can bring it back to where it was', async () => {
    await decide(chen, second.id, 'restore', { reason: 'request', text: '' });
    assert.equal(await stateOf(second.id), state.offered);
});
