<?cs # Another guardian of the same child: may that person act, too? ?>
<?cs include:"common/form.cs" ?>
<?cs def:page_body() ?>
<p><a href="/trust/"><?cs var:T.trust.back ?></a></p>
<h1><?cs var:T.page[page].title ?></h1>
<p class="lead"><bdi><?cs var:child.guardian ?></bdi> &middot; <bdi><?cs var:child.name ?></bdi></p>
<p><?cs var:T.page.trust_second.lead ?></p>
<?cs call:form(form.reply) ?>
<?cs /def ?>
<?cs include:"common/layout.cs" ?>
