"""What goes wrong in a student's day, and that nothing is lost by it."""

from playwright.sync_api import Page, expect

from tests.browser.complaints import Complaints
from tests.browser.laboratory import Laboratory, sandbox
from tests.browser.patience import until

NGINX = """apiVersion: apps/v1
kind: Deployment
metadata:
  name: site
spec:
  replicas: 2
  selector:
    matchLabels:
      app: site
  template:
    metadata:
      labels:
        app: site
    spec:
      containers:
        - name: nginx
          image: nginx:1.27
"""
SOCKET = "document.querySelector('grappe-lab').socket.socket"


def labs_alike(one: Laboratory, other: Laboratory) -> None:
    """Wait until both show the same."""
    until(one.page, lambda: (one.picture.see(), other.picture.see()), lambda two: two[0] == two[1])


def test_a_lost_network_is_noticed_and_found_again(page: Page, complaints: Complaints) -> None:
    complaints.expect("ERR_INTERNET_DISCONNECTED|WebSocket connection")
    lab = sandbox(page)
    lab.shell.ready()
    page.context.set_offline(True)
    page.evaluate(f"{SOCKET}.close()")  # what the system does when a cable is pulled
    expect(page.locator("lab-notice")).to_contain_text("Connexion perdue")
    lab.shell.enter("kubectl create deployment web --image=nginx:1.27 --replicas=3")
    expect(page.locator("lab-notice")).to_contain_text("Connexion perdue")
    page.context.set_offline(False)
    expect(page.locator("lab-notice")).to_be_empty(timeout=20_000)
    page.keyboard.press("Enter")
    lab.shell.shows("deployment.apps/web created")
    lab.speed("10")
    lab.pods_ready("web-", 3)


def test_two_tabs_on_one_lab_show_the_same(page: Page) -> None:
    lab = sandbox(page)
    lab.shell.ready()
    beside = page.context.new_page()
    beside.goto(page.url)
    other = Laboratory(beside).opened()
    other.shell.ready()
    lab.shell.enter("kubectl create deployment web --image=nginx:1.27 --replicas=4")
    other.shell.shows("deployment.apps/web created")
    other.speed("10")
    lab.pods_ready("web-", 4)
    other.pause()
    expect(page.get_by_role("button", name="Reprendre")).to_be_visible()
    labs_alike(lab, other)
    other.head.press("Home")
    other.live(False)
    lab.live(True)


def test_a_tab_is_closed_and_the_lab_waits(page: Page) -> None:
    lab = sandbox(page)
    lab.shell.ready()
    lab.shell.enter("kubectl create deployment web --image=nginx:1.27 --replicas=2")
    lab.speed("10")
    lab.pods_ready("web-", 2)
    lab.pause()
    context, url, seen, seconds = page.context, page.url, lab.picture.see(), lab.seconds
    page.close()
    back = Laboratory(context.new_page())
    back.page.goto(url)
    back.opened()
    assert back.picture.see() == seen
    assert back.seconds == seconds
    back.shell.shows("deployment.apps/web created")
    back.shell.type("")
    back.page.keyboard.press("ArrowUp")
    back.shell.shows("etudiante@grappe:~$ kubectl create deployment web")


def test_a_typing_error_is_answered_as_kubectl_and_the_shell_do(page: Page) -> None:
    lab = sandbox(page)
    lab.shell.ready()
    lab.shell.enter("kubectl get pdos")
    lab.shell.shows('error: the server doesn\'t have a resource type "pdos"')
    lab.shell.enter("kubctl get pods")
    lab.shell.shows("kubctl: command not found")
    lab.shell.enter('echo "unfinished')
    lab.shell.shows("> ")
    page.keyboard.press("Control+c")
    lab.shell.enter("kubectl get pods")
    lab.shell.shows("No resources found in default namespace.")


def paste(page: Page, text: str) -> None:
    """Paste *text* into the open file, in the place of what was there."""
    page.evaluate("(text) => navigator.clipboard.writeText(text)", text)
    page.locator(".cm-content").click()
    page.keyboard.press("Control+a")
    page.keyboard.press("Control+v")


def test_a_manifest_is_written_corrected_and_applied(page: Page) -> None:
    lab = sandbox(page)
    lab.shell.ready()
    page.get_by_role("button", name="Nouveau fichier").click()
    page.get_by_label("Nom du fichier").fill("site.yaml")
    page.keyboard.press("Enter")
    page.context.grant_permissions(["clipboard-read", "clipboard-write"])
    paste(page, NGINX.replace("replicas: 2", "replicas: deux").replace("image:", "imaje:"))
    problems = page.locator("yaml-editor .editor-problems")
    expect(problems).to_contain_text("✕ 2")
    marks = page.locator("yaml-editor .cm-gutter-lint .cm-lint-marker-error")
    expect(marks).to_have_count(2)

    page.reload()
    lab.opened()
    page.get_by_role("tab", name="site.yaml").click()
    expect(page.locator(".cm-content")).to_contain_text("replicas: deux")
    expect(problems).to_contain_text("✕ 2")

    paste(page, NGINX)
    expect(problems).to_contain_text("Rien à signaler")
    page.get_by_role("button", name="Appliquer").click()
    lab.shell.shows("deployment.apps/site created")
    lab.speed("10")
    lab.pods_ready("site-", 2)
    lab.shell.enter("cat site.yaml")
    lab.shell.shows("image: nginx:1.27")


def test_a_lab_of_somebody_else_is_not_shown(
    page: Page, visitor: Page, complaints: Complaints
) -> None:
    complaints.expect("404")
    lab = sandbox(page)
    answer = visitor.goto(page.url)
    assert answer is not None and answer.status == 404
    expect(visitor.locator("h1")).to_have_text("Il n’y a rien à cette adresse")
    answer = visitor.goto(page.url.replace("/fr/", "/en/"))
    assert answer is not None and answer.status == 404
    expect(visitor.locator("h1")).to_have_text("There is nothing at this address")
    lab.live(True)


def test_a_shared_lab_is_looked_at_played_and_forked_by_a_visitor(
    page: Page, visitor: Page
) -> None:
    lab = sandbox(page)
    lab.shell.ready()
    lab.shell.enter("kubectl create deployment web --image=nginx:1.27 --replicas=3")
    lab.speed("10")
    lab.pods_ready("web-", 3)
    lab.pause()
    page.context.grant_permissions(["clipboard-read", "clipboard-write"])
    page.get_by_role("button", name="Partager").click()
    expect(page.locator("lab-notice")).to_contain_text("Lien copié")
    link = page.evaluate("navigator.clipboard.readText()")

    visitor.goto(link)
    replay = Laboratory(visitor).opened()
    expect(replay.inspector).to_contain_text("Ceci est un enregistrement")
    assert replay.picture.see() == lab.picture.see()
    replay.shell.shows("deployment.apps/web created")
    replay.shell.enter("kubectl delete deployment web")
    expect(visitor.locator("lab-notice")).to_contain_text("Ceci est un enregistrement")
    replay.head.press("Home")
    until(visitor, replay.picture.see, lambda sight: not sight.of("default/web-"))
    replay.speed("10")
    replay.resume()
    replay.pods_ready("web-", 3)

    visitor.get_by_role("button", name="Bifurquer").click()
    visitor.wait_for_url(lambda url: "/labs/" in url and "/replay/" not in url)
    fork = Laboratory(visitor).opened()
    fork.resume()
    fork.shell.enter("kubectl scale deployment web --replicas=1")
    fork.speed("60")
    fork.pods_ready("web-", 1)
    assert len(lab.picture.see().of("default/web-")) == 3
