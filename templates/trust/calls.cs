<?cs # People who ask that somebody looks at their pages. ?>
<?cs def:page_body() ?>
<p><a href="/trust/"><?cs var:T.trust.back ?></a></p>
<h1><?cs var:T.page[page].title ?></h1>
<p class="lead"><?cs var:T.page.trust_calls.lead ?></p>
<?cs if:?calls.0.href ?><ul class="choices"><?cs each:x = calls ?><li><a href="<?cs var:url_validate(x.href) ?>"><span class="ref"><?cs var:x.number ?></span> <bdi><?cs var:x.name ?></bdi></a> <span class="hint"><?cs var:T.trust.answer_until ?> <?cs var:x.until ?></span></li>
<?cs /each ?></ul><?cs else ?><p><?cs var:T.desk.empty ?></p><?cs /if ?>
<?cs /def ?>
<?cs include:"common/layout.cs" ?>
