"""A Secret for an account's token (kubernetes.io, Configure Service Accounts for Pods).

pkg/controller/serviceaccount/tokens_controller.go
"""

from __future__ import annotations

import base64

from cluster_sim.world.kube.api.authentication import tokens
from tests.world.shell.kubectl.bench import Kubectl

SECRET = """
apiVersion: v1
kind: Secret
type: kubernetes.io/service-account-token
metadata:
  name: build-robot-secret
  annotations: {kubernetes.io/service-account.name: build-robot}
"""


def test_a_secret_gets_the_token_of_its_account_and_goes_with_it() -> None:
    kubectl = Kubectl()
    kubectl.out("create serviceaccount build-robot")
    uid = kubectl.out("get serviceaccount build-robot -o jsonpath={.metadata.uid}")
    kubectl.out("create -f -", SECRET)
    kubectl.wait(1)
    told = kubectl.out("describe secret build-robot-secret")
    assert f"kubernetes.io/service-account.uid: {uid}" in told
    assert "namespace:  7 bytes" in told
    encoded = kubectl.out("get secret build-robot-secret -o jsonpath={.data.token}")
    token = base64.b64decode(encoded).decode()
    user = tokens.user_of(kubectl.world, token)
    assert user.name == "system:serviceaccount:default:build-robot"
    kubectl.out("delete serviceaccount build-robot")
    kubectl.wait(1)
    assert kubectl.run("get secret build-robot-secret").status == 1


def test_a_secret_for_nobody_is_deleted() -> None:
    kubectl = Kubectl()
    kubectl.out("create -f -", SECRET)
    kubectl.wait(1)
    assert kubectl.run("get secret build-robot-secret").status == 1
