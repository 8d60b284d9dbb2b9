<?cs # One page of the suite; its texts are in lang/. ?>
<?cs def:page_body() ?>
<p><a href="<?cs var:url_validate(back) ?>"><?cs var:T.apply.back_status ?></a></p>
<article class="card" lang="<?cs var:letter.lang ?>"><h1><?cs var:letter.subject ?></h1>
<p class="letter"><?cs var:letter.body ?></p></article>
<?cs /def ?>
<?cs include:"common/layout.cs" ?>
