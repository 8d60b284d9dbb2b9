<?cs # One page of the suite; its texts are in lang/. ?>
<?cs def:page_body() ?>
<h1><?cs var:T.page[page].title ?></h1>
<p><?cs var:T.login.codes_text ?></p>
<ol class="codes"><?cs each:c = code ?><li><code><?cs var:c.text ?></code></li>
<?cs /each ?></ol>
<p><a class="button" href="<?cs var:url_validate(onward) ?>"><?cs var:T.login.codes_next ?></a></p>
<?cs /def ?>
<?cs include:"common/layout.cs" ?>
