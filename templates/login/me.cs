<?cs # One page of the suite; its texts are in lang/. ?>
<?cs include:"common/form.cs" ?>
<?cs def:page_body() ?>
<h1><?cs var:T.page[page].title ?></h1>
<dl class="summary"><?cs if:mail ?><div class="summary-row"><dt><?cs var:T.login.mail ?></dt><dd class="summary-text"><?cs var:mail ?></dd></div>
<?cs /if ?><?cs if:phone ?><div class="summary-row"><dt><?cs var:T.login.phone ?></dt><dd class="summary-text"><bdi><?cs var:phone ?></bdi></dd></div>
<?cs /if ?><div class="summary-row"><dt><?cs var:T.login.roles ?></dt><dd class="summary-text"><ul><?cs each:x = roles ?><li><?cs var:x.text ?></li><?cs /each ?></ul></dd></div></dl>
<?cs call:form(form.me) ?>
<h2><?cs var:T.login.safety ?></h2>
<ul class="choices"><li><a href="/login/reach"><?cs var:T.page.login_reach.title ?></a></li>
<li><a href="/login/places"><?cs var:T.page.login_places.title ?></a></li>
<li><a href="/login/events"><?cs var:T.page.login_events.title ?></a></li>
<li><a href="/login/password"><?cs var:T.page.login_password.title ?></a></li>
<?cs if:codes ?><li><a href="/login/codes_new"><?cs var:T.page.login_codes_new.title ?></a> <span class="hint"><?cs var:codes ?></span></li><?cs
  else ?><li><a href="/login/setup"><?cs var:T.page.login_setup.title ?></a></li><?cs /if ?></ul>
<?cs /def ?>
<?cs include:"common/layout.cs" ?>
