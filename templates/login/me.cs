<?cs # One page of the suite; its texts are in lang/. ?>
<?cs include:"common/form.cs" ?>
<?cs def:page_body() ?>
<h1><?cs var:T.page[page].title ?></h1>
<dl class="summary"><div class="summary-row"><dt><?cs var:T.login.mail ?></dt><dd class="summary-text"><?cs var:mail ?></dd></div>
<div class="summary-row"><dt><?cs var:T.login.roles ?></dt><dd class="summary-text"><ul><?cs each:x = roles ?><li><?cs var:x.text ?></li><?cs /each ?></ul></dd></div></dl>
<?cs call:form(form.me) ?>
<?cs /def ?>
<?cs include:"common/layout.cs" ?>
