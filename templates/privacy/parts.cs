<?cs # Pieces that several pages of privacy draw. Only macros. ?>
<?cs def:notice_parts() ?>
<div lang="<?cs var:notice.lang ?>">
<?cs each:x = notice.part ?>
<h2><?cs var:x.head ?></h2><p><?cs var:x.text ?></p>
<?cs /each ?>
</div>
<?cs /def ?>

<?cs # What must be kept, and until when. ?>
<?cs def:hold_list() ?>
<ul><?cs each:x = holds ?><li><?cs var:x.text ?><?cs if:x.what ?> (<bdi><?cs var:x.what ?></bdi>)<?cs /if ?><?cs if:x.until ?>, <?cs var:T.privacy.until ?> <?cs var:x.until ?><?cs /if ?><?cs
 if:x.source ?> <span class="hint"><?cs var:x.source ?></span><?cs /if ?></li>
<?cs /each ?></ul>
<?cs /def ?>

<?cs # A part of the data: what it is, its number, the case it is of. ?>
<?cs def:part_name(p) ?><?cs var:p.text ?><?cs if:p.number ?> <span class="ref"><?cs var:p.number ?></span><?cs /if ?><?cs if:p.what ?> <span class="ref"><?cs var:p.what ?></span><?cs /if ?><?cs /def ?>

<?cs def:request_head() ?>
<?cs if:request.part.text ?><p><?cs call:part_name(request.part) ?></p><?cs /if ?>
<?cs if:#request.by_agent == #1 ?><p><?cs if:request.agent ?><a href="<?cs var:url_validate(request.agent) ?>"><?cs var:T.privacy.by_agent ?></a><?cs else ?><?cs var:T.privacy.by_agent ?><?cs /if ?></p><?cs /if ?>
<p><strong><?cs var:request.state_text ?></strong> <span class="hint"><?cs var:request.state_at ?></span></p>
<?cs if:request.due ?><dl class="summary"><div class="summary-row"><dt><?cs var:request.due_label ?></dt><dd class="summary-text"><?cs var:request.due ?></dd></div>
<?cs if:request.why ?><div class="summary-row"><dt><?cs var:T.privacy.why ?></dt><dd class="summary-text"><?cs var:request.why ?></dd></div><?cs /if ?></dl><?cs /if ?>
<?cs /def ?>

<?cs def:request_history() ?>
<ol class="history">
<?cs each:h = history ?>
<li><p class="step-when"><?cs var:h.when ?></p><p><?cs var:T.privacy.event[h.event] ?><?cs
 if:h.who ?> <span class="hint"><bdi><?cs var:h.who ?></bdi></span><?cs elif:h.role == "clock" ?> <span class="hint"><?cs var:T.privacy.clock ?></span><?cs /if ?></p><?cs
 if:h.reason ?><p><?cs var:T.choice.reason[h.reason] ?></p><?cs /if ?><?cs if:h.text ?><p class="letter"><?cs var:h.text ?></p><?cs /if ?><?cs
 if:h.note ?><p class="hint letter"><?cs var:T.desk.note ?>: <?cs var:h.note ?></p><?cs /if ?></li>
<?cs /each ?>
</ol>
<?cs /def ?>
