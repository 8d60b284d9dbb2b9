<?cs # One page of the suite; its texts are in lang/. ?>
<?cs include:"common/form.cs" ?>
<?cs def:page_body() ?>
<p><a href="/login/me"><?cs var:T.page.login_me.title ?></a></p>
<h1><?cs var:T.page[page].title ?></h1>
<p class="lead"><?cs var:T.page[page].lead ?></p>
<dl class="summary"><?cs if:mail ?><div class="summary-row"><dt><?cs var:T.login.mail ?></dt><dd class="summary-text"><?cs var:mail ?></dd><?cs
  if:both ?><dd class="summary-act"><a href="/login/reach_drop?way=mail"><?cs var:T.login.reach_drop ?></a></dd><?cs /if ?></div>
<?cs /if ?><?cs if:phone ?><div class="summary-row"><dt><?cs var:T.login.phone ?></dt><dd class="summary-text"><bdi><?cs var:phone ?></bdi></dd><?cs
  if:both ?><dd class="summary-act"><a href="/login/reach_drop?way=phone"><?cs var:T.login.reach_drop ?></a></dd><?cs /if ?></div>
<?cs /if ?></dl>
<?cs call:form(form.reach) ?>
<?cs /def ?>
<?cs include:"common/layout.cs" ?>
