<?cs # One page of the suite; its texts are in lang/. ?>
<?cs include:"common/form.cs" ?>
<?cs def:page_body() ?>
<h1><?cs var:T.page[page].title ?></h1>
<?cs call:form(form.signin) ?>
<p><a href="/login/forgot"><?cs var:T.login.forgot ?></a></p>
<p><?cs var:T.login.new_text ?> <a href="<?cs var:url_validate(new) ?>"><?cs var:T.login.new ?></a></p>
<?cs /def ?>
<?cs include:"common/layout.cs" ?>
