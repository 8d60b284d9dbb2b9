/* Only improves: every page works without it. It moves the focus to the list of errors, blocks a second send,
 * makes pictures smaller before they travel, says which file is too large, shows how an upload goes on, counts
 * characters, shows and hides passwords, warns of unsaved text, refreshes a job. Nothing else belongs here. */
'use strict';
(() => {
const each = (what, act) => document.querySelectorAll(what).forEach(act);
const make = (tag, set) => Object.assign(document.createElement(tag), set);
const EDGE = 1600, QUALITY = .82, WORTH = 400000; /* pixels, JPEG quality, bytes below which nothing is done */
let unsaved = false;

const warn = (e) => e.preventDefault();
function dirty(yes) {
  if (yes === unsaved) return;
  unsaved = yes;
  if (yes) addEventListener('beforeunload', warn); else removeEventListener('beforeunload', warn);
}

/* A picture of a phone has four to twelve megapixels; papers are read well at 1600. */
async function shrink(input) {
  const file = input.files[0];
  if (input.files.length !== 1 || !/^image\/(jpeg|png)$/.test(file.type) || file.size < WORTH) return;
  try {
    const full = await createImageBitmap(file);
    const scale = Math.min(1, EDGE / Math.max(full.width, full.height));
    const canvas = make('canvas', { width: Math.round(full.width * scale), height: Math.round(full.height * scale) });
    const pen = canvas.getContext('2d');
    pen.fillStyle = '#fff';
    pen.fillRect(0, 0, canvas.width, canvas.height);
    pen.drawImage(full, 0, 0, canvas.width, canvas.height);
    const blob = await new Promise((done) => canvas.toBlob(done, 'image/jpeg', QUALITY));
    if (!blob || blob.size >= file.size || input.files[0] !== file) return;
    const list = new DataTransfer();
    list.items.add(new File([blob], file.name.replace(/\.\w+$/, '') + '.jpg', { type: 'image/jpeg' }));
    input.files = list.files;
  } catch { /* the original goes as it is */ }
}

/* Told before it travels, in the words and at the place the server would use. */
function large(input) {
  const yes = [...input.files].some((f) => f.size > input.dataset.max), id = input.id + '-error';
  const points = (input.getAttribute('aria-describedby') || '').split(' ').filter((p) => p && p !== id);
  let words = document.getElementById(id);
  if (!yes && words?.textContent !== input.dataset.large) return false;
  words?.remove();
  if (yes) {
    words = make('p', { id, className: 'error', textContent: input.dataset.large });
    words.setAttribute('role', 'alert');
    input.before(words);
    points.push(id);
  }
  input.setAttribute('aria-describedby', points.join(' '));
  input.setAttribute('aria-invalid', yes);
  input.closest('.field').classList.toggle('field-bad', yes);
  return yes;
}

/* It may be sent again. */
function free(form) {
  const button = form.querySelector('.button');
  delete form.dataset.sent;
  if (button) { button.removeAttribute('aria-disabled'); button.textContent = button.dataset.text; }
}

/* The answer is a redirect on success; a page with errors otherwise, which takes the place of this one. */
function upload(form, input) {
  const bar = make('progress', { max: 100, value: 0 }), words = make('p', { className: 'left' });
  const send = new XMLHttpRequest();
  const tell = (percent) => { /* in words every tenth, or a screen reader would never stop */
    const text = input.dataset.sending.replace('{percent}', percent - percent % 10);
    bar.value = percent;
    if (words.textContent !== text) words.textContent = text;
  };
  bar.setAttribute('aria-hidden', 'true');
  words.setAttribute('role', 'status');
  input.after(bar, words);
  tell(0);
  send.upload.onprogress = (e) => tell(e.lengthComputable ? Math.floor(e.loaded * 100 / e.total) : 0);
  send.onload = () => {
    if (send.status === 200) return location.assign(send.responseURL);
    document.open();
    document.write(send.responseText);
    document.close();
  };
  send.onerror = () => HTMLFormElement.prototype.submit.call(form);
  send.open('POST', form.getAttribute('action'));
  send.send(new FormData(form));
}

async function submit(e) {
  const form = e.target, button = form.querySelector('.button'), file = form.querySelector('input[type=file]');
  if (form.dataset.sent) return e.preventDefault();
  form.dataset.sent = 1;
  dirty(false);
  each('.secret input', (i) => { i.type = 'password'; });
  if (button) {
    button.dataset.text = button.textContent;
    button.setAttribute('aria-disabled', 'true');
    if (form.dataset.wait) button.textContent = form.dataset.wait;
  }
  if (!file || !file.files.length || form.getAttribute('method') !== 'post') return;
  e.preventDefault();
  await file.shrinking;
  if (large(file)) {
    free(form);
    dirty(true);
    return file.focus();
  }
  upload(form, file);
}

each('form', (form) => {
  form.addEventListener('submit', submit);
  if (form.dataset.unsaved) form.addEventListener('input', () => dirty(true));
  if (form.dataset.faulty) form.querySelector('.faults').focus();
});
each('input[type=file]', (i) => i.addEventListener('change', () => { i.shrinking = shrink(i).then(() => large(i)); }));
each('textarea[data-left]', (area) => {
  const words = make('p', { className: 'left' });
  let timer;
  const count = () => { words.textContent = area.dataset.left.replace('{n}', area.maxLength - area.value.length); };
  words.setAttribute('role', 'status');
  area.after(words);
  area.addEventListener('input', () => { clearTimeout(timer); timer = setTimeout(count, 700); });
  count();
});
each('input[data-show]', (input) => {
  const button = make('button', { type: 'button', textContent: input.dataset.show });
  button.setAttribute('aria-controls', input.id);
  button.addEventListener('click', () => {
    const open = input.type === 'password';
    input.type = open ? 'text' : 'password';
    button.textContent = open ? input.dataset.hide : input.dataset.show;
  });
  input.after(button);
});
/* A job says it is still running by data-job; its words are fetched anew until it does not. */
each('[data-job]', (place) => {
  const timer = setInterval(async () => {
    try {
      const page = new DOMParser().parseFromString(await (await fetch(location.href)).text(), 'text/html');
      const now = page.getElementById(place.id);
      if (!now || !('job' in now.dataset)) { clearInterval(timer); return location.reload(); }
      if (now.textContent !== place.textContent) place.replaceChildren(...now.childNodes);
    } catch { /* no network just now; the next try may do */ }
  }, 3000);
});
/* Back to a page kept by the browser. */
addEventListener('pageshow', (e) => {
  if (e.persisted) each('form[data-sent]', free);
});
})();
