<?cs # Pieces of a guardian's question that several pages draw. Only macros. ?>
<?cs def:child_history() ?>
<ol class="history">
<?cs each:h = history ?>
<li><p class="step-when"><?cs var:h.when ?></p><p><?cs var:T.trust.child_event[h.event] ?><?cs
 if:h.who ?> <span class="hint"><bdi><?cs var:h.who ?></bdi></span><?cs elif:h.role == "clock" ?> <span class="hint"><?cs var:T.trust.clock ?></span><?cs /if ?></p><?cs
 if:h.reason ?><p><?cs var:T.choice.reason[h.reason] ?></p><?cs /if ?><?cs if:h.text ?><p class="letter"><?cs var:h.text ?></p><?cs /if ?><?cs
 if:h.note ?><p class="hint letter"><?cs var:T.desk.note ?>: <?cs var:h.note ?></p><?cs /if ?></li>
<?cs /each ?>
</ol>
<?cs /def ?>

<?cs def:child_proofs() ?>
<?cs if:?proofs.0.href ?>
<ul class="papers"><?cs each:x = proofs ?><li><a href="<?cs var:url_validate(x.href) ?>"><bdi><?cs var:x.name ?></bdi></a> <span class="hint"><?cs var:x.kb ?> kB, <?cs var:x.when ?></span></li>
<?cs /each ?></ul>
<?cs else ?><p><?cs var:T.trust.proofs_none ?></p><?cs /if ?>
<?cs /def ?>

<?cs # Another account of this name and birth date; label and text as in common/summary.cs. ?>
<?cs def:child_twin() ?>
<?cs if:?twin.0.label ?><section class="card"><h2><?cs var:T.desk.twin ?></h2><?cs call:summary(twin, "") ?>
<p><?cs var:twin_what ?></p></section><?cs /if ?>
<?cs /def ?>

<?cs def:child_head() ?>
<p class="lead"><bdi><?cs var:child.name ?></bdi> <span class="ref"><?cs var:child.number ?></span></p>
<p><strong><?cs var:child.state_text ?></strong> <span class="hint"><?cs var:child.state_at ?></span></p>
<?cs if:child.due ?><dl class="summary"><div class="summary-row"><dt><?cs var:child.due_label ?></dt><dd class="summary-text"><?cs var:child.due ?></dd></div></dl><?cs /if ?>
<?cs /def ?>
