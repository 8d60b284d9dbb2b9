<?cs # One page of the suite; its texts are in lang/. ?>
<?cs include:"common/list.cs" ?>
<?cs def:page_body() ?>
<p><a href="/login/me"><?cs var:T.page.login_me.title ?></a></p>
<h1><?cs var:T.page[page].title ?></h1>
<p class="lead"><?cs var:T.page[page].lead ?></p>
<?cs if:?slow.0.text ?><section class="panel"><h2><?cs var:T.login.event_slow ?></h2>
<?cs each:s = slow ?><p><?cs var:s.text ?></p>
<?cs /each ?></section><?cs /if ?>
<ul class="choices"><li><a href="/login/password"><?cs var:T.page.login_password.title ?></a></li>
<li><a href="/login/places"><?cs var:T.page.login_places.title ?></a></li></ul>
<?cs call:list(list) ?>
<?cs /def ?>
<?cs include:"common/layout.cs" ?>
