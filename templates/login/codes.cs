<?cs # One page of the suite; its texts are in lang/. ?>
<?cs include:"common/form.cs" ?>
<?cs def:page_body() ?>
<h1><?cs var:T.page[page].title ?></h1>
<p><?cs var:T.login.codes_text ?></p>
<ol class="codes"><?cs each:c = code ?><li><code><?cs var:c.text ?></code></li>
<?cs /each ?></ol>
<p><?cs var:until ?></p>
<?cs call:form(form.codes) ?>
<?cs /def ?>
<?cs include:"common/layout.cs" ?>
