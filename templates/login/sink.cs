<?cs # One page of the suite; its texts are in lang/. ?>
<?cs def:page_body() ?>
<h1><?cs var:T.page[page].title ?></h1>
<p class="lead"><?cs var:T.page[page].lead ?></p>
<?cs each:x = sent ?>
<article class="card"><h2><?cs var:x.way ?>: <bdi><?cs var:x.receiver ?></bdi></h2>
<p class="hint"><?cs var:x.at ?></p>
<?cs if:x.subject ?><p lang="<?cs var:x.tag ?>"><strong><?cs var:x.subject ?></strong></p><?cs /if ?>
<p class="letter" lang="<?cs var:x.tag ?>"><?cs var:x.body ?></p>
<?cs if:x.link ?><p><a href="<?cs var:url_validate(x.link) ?>"><?cs var:T.login.sink_open ?></a></p><?cs /if ?></article>
<?cs /each ?>
<?cs if:!?sent.0.way ?><p class="empty"><?cs var:T.login.sink_none ?></p><?cs /if ?>
<?cs /def ?>
<?cs include:"common/layout.cs" ?>
