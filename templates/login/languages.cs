<?cs # One page of the suite; its texts are in lang/. ?>
<?cs def:page_body() ?>
<h1><?cs var:T.page[page].title ?></h1>
<p class="lead"><?cs var:T.login.langs_text ?></p>
<ul class="choices">
<?cs each:l = langs ?><li><a lang="<?cs var:l.tag ?>" hreflang="<?cs var:l.tag ?>" href="/?lang=<?cs var:l.code ?>"><?cs var:l.name ?></a></li>
<?cs /each ?></ul>
<?cs /def ?>
<?cs include:"common/layout.cs" ?>
