<?cs # The way of a case: what was, is and comes; days left; the parts of a long application. Only macros: this file is
  parsed once per language.
  steps: list of { label, state (done now todo), when, text }
  tasks: list of { label, hint, href (absent: cannot start yet), kind (ok wait bad info plain), status (may be absent) } ?>
<?cs def:steps(S) ?>
<ol class="steps" aria-label="<?cs var:T.common.steps ?>">
<?cs each:s = S ?>
<li class="step step-<?cs var:s.state ?>"<?cs if:s.state == "now" ?> aria-current="step"<?cs /if ?>>
<p class="step-label"><?cs var:s.label ?> <span class="hide">(<?cs if:s.state == "done" ?><?cs var:T.common.step_done ?><?cs
  elif:s.state == "now" ?><?cs var:T.common.step_now ?><?cs else ?><?cs var:T.common.step_todo ?><?cs /if ?>)</span></p>
<?cs if:s.when ?><p class="step-when"><?cs var:s.when ?></p><?cs /if ?>
<?cs if:s.text ?><p><?cs var:s.text ?></p><?cs /if ?>
</li>
<?cs /each ?>
</ol>
<?cs /def ?>

<?cs # number: whole days, 0 on the last day; until: the deadline in words, with its zone. ?>
<?cs def:days_left(number, until) ?>
<p class="days<?cs if:#number <= #3 ?> days-few<?cs /if ?>"><?cs if:#number == #0 ?><strong><?cs var:T.common.last_day ?></strong><?cs
  else ?><?cs var:T.common.days_left ?>: <strong><?cs var:number ?></strong><?cs /if ?><?cs if:until ?> <span class="days-until"><?cs var:until ?></span><?cs /if ?></p>
<?cs /def ?>

<?cs def:tasks(S) ?>
<ul class="tasks">
<?cs each:s = S ?>
<li class="task"><div class="task-name"><?cs if:s.href ?><a href="<?cs var:url_validate(s.href) ?>"><?cs var:s.label ?></a><?cs else ?><span><?cs var:s.label ?></span><?cs /if ?><?cs
  if:s.hint ?><p class="hint"><?cs var:s.hint ?></p><?cs /if ?></div><?cs if:s.status ?><span class="tag tag-<?cs var:s.kind ?>"><?cs var:s.status ?></span><?cs /if ?></li>
<?cs /each ?>
</ul>
<?cs /def ?>
