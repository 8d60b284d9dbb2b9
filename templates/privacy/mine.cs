<?cs # What is kept about the reader, to take along; its texts are in lang/. ?>
<?cs def:page_body() ?>
<p><a href="/privacy/"><?cs var:T.privacy.back ?></a></p>
<h1><?cs var:T.page[page].title ?></h1>
<p class="lead"><?cs var:T.privacy.copy_text ?></p>
<p><?cs var:T.privacy.copy_without ?></p>
<p><a class="button" href="/privacy/copy"><?cs var:T.privacy.copy_get ?></a></p>
<p class="hint"><?cs var:T.privacy.copy_fresh ?></p>
<h2><?cs var:T.privacy.files ?></h2>
<?cs if:?files.0.href ?><p><?cs var:T.privacy.files_text ?></p>
<ul class="papers"><?cs each:x = files ?><li><a href="<?cs var:url_validate(x.href) ?>"><bdi><?cs var:x.name ?></bdi></a> <span class="hint"><?cs var:x.kb ?> kB, <?cs var:x.when ?></span></li>
<?cs /each ?></ul><?cs else ?><p><?cs var:T.privacy.files_none ?></p><?cs /if ?>
<?cs /def ?>
<?cs include:"common/layout.cs" ?>
