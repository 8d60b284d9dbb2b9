<?cs # One page of the suite; its texts are in lang/. ?>
<?cs def:page_body() ?>
<h1><?cs var:T.page[page].title ?></h1>
<p class="lead"><?cs var:T.login.sent_text ?></p>
<ul class="choices"><li><a href="<?cs var:url_validate(in) ?>"><?cs var:T.login.in ?></a></li>
<li><a href="/login/forgot"><?cs var:T.login.sent_again ?></a></li></ul>
<?cs /def ?>
<?cs include:"common/layout.cs" ?>
