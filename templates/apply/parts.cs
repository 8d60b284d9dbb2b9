<?cs # Pieces of applications that several pages draw. Only macros. ?>
<?cs def:history_list() ?>
<ol class="history">
<?cs each:h = history ?>
<li><p class="step-when"><?cs var:h.when ?></p><p><?cs if:T.event[h.event] ?><?cs var:T.event[h.event] ?><?cs /if ?><?cs
 if:h.who ?> <span class="hint"><?cs var:T.apply.by ?> <bdi><?cs var:h.who ?></bdi></span><?cs elif:h.role == "clock" ?> <span class="hint"><?cs var:T.apply.clock ?></span><?cs /if ?></p><?cs
 if:h.reason ?><p><?cs var:T.choice.reason[h.reason] ?></p><?cs /if ?><?cs if:h.text ?><p class="letter"><?cs var:h.text ?></p><?cs /if ?><?cs
 if:h.note ?><p class="hint letter"><?cs var:T.apply.note ?>: <?cs var:h.note ?></p><?cs /if ?></li>
<?cs /each ?>
</ol>
<?cs /def ?>

<?cs def:papers_list(open) ?>
<?cs if:?papers.0.href ?>
<ul class="papers"><?cs each:x = papers ?><li><a href="<?cs var:url_validate(x.href) ?>"><?cs var:x.kind ?></a> <span class="hint"><bdi><?cs var:x.name ?></bdi>, <?cs var:x.kb ?> kB, <?cs var:x.when ?></span><?cs
 if:open ?> <a href="<?cs var:url_validate(x.drop) ?>"><?cs var:T.apply.remove ?><span class="hide"> <?cs var:x.kind ?></span></a><?cs /if ?></li>
<?cs /each ?></ul>
<?cs else ?><p><?cs var:T.apply.papers_none ?></p><?cs /if ?>
<?cs /def ?>

<?cs # Needs common/summary.cs. ?>
<?cs def:admission_card() ?><?cs if:?admission.0.text ?>
<section class="card"><h2><?cs var:T.apply.admission ?></h2><?cs call:summary(admission, "") ?></section>
<?cs /if ?><?cs /def ?>

<?cs def:letters_list() ?>
<?cs if:?letters.0.href ?>
<h2><?cs var:T.apply.letters ?></h2>
<ul class="papers"><?cs each:x = letters ?><li><a lang="<?cs var:x.lang ?>" href="<?cs var:url_validate(x.href) ?>"><?cs var:x.subject ?></a> <span class="hint"><?cs var:x.when ?></span></li>
<?cs /each ?></ul>
<?cs /if ?>
<?cs /def ?>

<?cs # may: the reader's own, to change what is open; else an officer reads it. ?>
<?cs def:sections_list(may) ?>
<?cs each:s = sections ?>
<section class="card"><h2><?cs if:may ?><?cs var:s.title ?><?cs else ?><?cs var:T.choice.section[s.name] ?><?cs /if ?></h2>
<?cs if:?s.fields.0.name ?><?cs if:may && s.open ?><?cs call:summary(s.fields, s.href) ?><?cs else ?><?cs call:summary(s.fields, "") ?><?cs /if ?><?cs
 else ?><p><?cs var:T.common.not_given ?></p><?cs if:may && s.open ?><p><a href="<?cs var:url_validate(s.href) ?>"><?cs var:T.common.change ?></a></p><?cs /if ?><?cs /if ?></section>
<?cs /each ?>
<?cs /def ?>
