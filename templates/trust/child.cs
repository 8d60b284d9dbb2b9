<?cs # What a guardian needs to open an account for a child, how long it takes, and the form. ?>
<?cs include:"common/form.cs" ?>
<?cs def:page_body() ?>
<p><a href="/trust/"><?cs var:T.trust.back ?></a></p>
<h1><?cs var:T.page[page].title ?></h1>
<p class="lead"><?cs var:T.page.trust_child.lead ?></p>
<ul><li><?cs var:T.trust.need_proof ?></li><li><?cs var:T.trust.need_time ?></li><li><?cs var:T.trust.need_end ?></li></ul>
<?cs call:form(form.child) ?>
<?cs /def ?>
<?cs include:"common/layout.cs" ?>
