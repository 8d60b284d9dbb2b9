<?cs # One page of the suite; its texts are in lang/. ?>
<?cs def:page_body() ?>
<h1><?cs var:T.page[page].title ?></h1>
<p class="lead"><?cs var:T.home.lead ?></p>
<div class="doors">
<section class="card"><h2><?cs var:T.home.read ?></h2><p><?cs var:T.home.read_text ?></p><p><a href="/apply/"><?cs var:T.home.read_link ?></a></p></section>
<section class="card"><h2><?cs var:T.home.look ?></h2><p><?cs var:T.home.look_text ?></p><p><a href="/apply/track"><?cs var:T.home.look_link ?></a></p></section>
<section class="card"><h2><?cs var:T.home.do ?></h2><p><?cs var:T.home.do_text ?></p><p><a href="/apply/mine"><?cs var:T.home.do_link ?></a></p><p><a href="/org/ask"><?cs var:T.home.org_link ?></a></p></section>
<section class="card"><h2><?cs var:T.home.ask ?></h2><p><?cs var:T.home.ask_text ?></p><p><a href="/help"><?cs var:T.home.ask_link ?></a></p></section>
</div>
<?cs /def ?>
<?cs include:"common/layout.cs" ?>
