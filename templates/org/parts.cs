<?cs # Pieces of registrations that several pages draw. Only macros. ?>
<?cs def:reg_history() ?>
<ol class="history">
<?cs each:h = history ?>
<li><p class="step-when"><?cs var:h.when ?></p><p><?cs var:T.org.event[h.event] ?><?cs
 if:h.who ?> <span class="hint"><bdi><?cs var:h.who ?></bdi></span><?cs elif:h.role == "clock" ?> <span class="hint"><?cs var:T.org.clock ?></span><?cs /if ?></p><?cs
 if:h.reason ?><p><?cs var:T.choice.reason[h.reason] ?></p><?cs /if ?><?cs if:h.text ?><p class="letter"><?cs var:h.text ?></p><?cs /if ?><?cs
 if:h.note ?><p class="hint letter"><?cs var:T.desk.note ?>: <?cs var:h.note ?></p><?cs /if ?></li>
<?cs /each ?>
</ol>
<?cs /def ?>

<?cs def:reg_licences() ?>
<?cs if:?licences.0.href ?>
<ul class="papers"><?cs each:x = licences ?><li><a href="<?cs var:url_validate(x.href) ?>"><bdi><?cs var:x.name ?></bdi></a> <span class="hint"><?cs var:x.kb ?> kB, <?cs var:x.when ?></span></li>
<?cs /each ?></ul>
<?cs else ?><p><?cs var:T.org.licences_none ?></p><?cs /if ?>
<?cs /def ?>

<?cs # Label and value, when there is one. ?>
<?cs def:fact(label, text) ?><?cs if:text ?><div class="summary-row"><dt><?cs var:label ?></dt><dd class="summary-text"><?cs var:text ?></dd></div>
<?cs /if ?><?cs /def ?>

<?cs def:reg_head() ?>
<p class="lead"><bdi><?cs var:reg.name ?></bdi> <span class="ref"><?cs var:reg.number ?></span></p>
<p><strong><?cs var:reg.state_text ?></strong> <span class="hint"><?cs var:reg.state_at ?></span></p>
<?cs /def ?>

<?cs # An officer has a look at where the asker reads what comes next. ?>
<?cs def:reg_next() ?>
<p><?cs var:reg.next_text ?></p>
<dl class="summary"><?cs call:fact(T.org.verifier, reg.verifier) ?><?cs call:fact(reg.due_label, reg.due) ?></dl>
<?cs /def ?>
