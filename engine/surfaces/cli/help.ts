/** What `--help` prints: each command by example. */
export const COMMANDS: Readonly<Record<string, { readonly summary: string; readonly help: string }>> = {
  test: {
    summary: "run feature files against manifests",
    help: `podwire test [PATH…]   run feature files (default ./features)

  podwire test
  podwire test features/checkout.feature:12 -f manifests/
  helm template shop charts/shop | podwire test -f -
  podwire test --tags "not @slow" --format junit:report.xml
  podwire test --profile cni=cilium --profile nodes=3 --watch
  podwire test --profile ingress-controller=ingress-nginx --compare-profile ingress-controller=spec

  -f, --file PATH       manifests under test: a file, a folder, or - (repeatable)
      --tags EXPR       scenarios with these tags: "@smoke and not @slow"
      --name RE         scenarios whose name matches (repeatable)
      --shard i/n       one part of the scenarios, for several machines
      --parallel n      worker processes (cheap scenarios are faster without)
      --format F[:FILE] junit, html, message, json, progress … (repeatable)
      --watch           run again after every change
      --profile P       preset, KEY=VALUE or file (repeatable); see podwire profiles
      --compare-profile P   run twice and print which verdicts differ, and why: exit 1
                        if any do (repeatable, on top of --profile); -o text or json
      --dry-run         only check that every step is defined
      --strict          refuse unknown fields and undeclared namespaces
      --no-assume       refuse verdicts that rest on assumptions
      --target engine   where the scenarios run

Exit code: 0 passed, 1 a scenario failed, 2 wrong input or nothing ran, 3 a defect of ours.`,
  },
  trace: {
    summary: "say what one request would do, and why",
    help: `podwire trace -f PATH… --from CLIENT --to URL|HOST[:PORT]

  podwire trace -f manifests/ --from shop/frontend --to http://api:8080/health
  podwire trace -f manifests/ --from frontend -n shop --to db.data:5432 --protocol tcp
  podwire trace -f manifests/ --from external --to 203.0.113.10:443 -o json
  podwire trace -f manifests/ --from shop/frontend --to-pod data/postgres-0:5432
  podwire trace -f manifests/ --from shop/frontend --to api:8080 -- -X POST -m 3
  podwire trace -f manifests/ --from shop/frontend --to http://api:8080 --share

  -f, --file PATH       manifests: a file, a folder, or - (repeatable)
      --from CLIENT     [NAMESPACE/]NAME of a pod, workload, app label or Service;
                        node/NAME, external, or an address
      --to TARGET       as one types it after curl
      --to-pod NS/NAME:PORT   a pod's own address
      --protocol P      tcp, udp or sctp: a raw connection instead of HTTP
      --times N         the last of N requests of the client, for limits of rates;
      --at-once         with those before it still open
  -n, --namespace NS    namespace in which names are looked up first
  -o FORMAT             text, json or mermaid
  -v, --verbose         every hop of every look-up
      --share[=SITE]    print a link instead: it opens the manifests and the request
                        in the browser. They are in the link itself, no server sees them
      --profile P       preset, KEY=VALUE or file (repeatable)

Exit code: 0 the traffic succeeds, 1 it fails or is mixed, 2 wrong input.`,
  },
  lint: {
    summary: "find what looks wrong in manifests",
    help: `podwire lint -f PATH…

  podwire lint -f manifests/
  podwire lint -f manifests/ -o sarif > podwire.sarif
  kubectl kustomize overlays/prod | podwire lint -f -

  -f, --file PATH       manifests: a file, a folder, or - (repeatable)
  -o FORMAT             text, json, sarif or github
      --profile P       preset, KEY=VALUE or file (repeatable)
      --strict          refuse unknown fields and undeclared namespaces

Exit code: 0 no errors, 1 errors among the findings, 2 wrong input.`,
  },
  render: {
    summary: "show a node's rules or a pod's files as they would be",
    help: `podwire render -f PATH… WHAT

  podwire render -f manifests/ iptables-save --node worker-1
  podwire render -f manifests/ iptables | iptables-restore --test
  podwire render -f manifests/ resolv.conf --pod shop/frontend
  podwire render -f manifests/ env --pod frontend -n shop

  WHAT of a node        iptables, iptables-save, ip6tables, ip6tables-save,
                        nftables, nftables6 (the table ip6)
  WHAT of the edge      nginx (the Ingresses that the profile's controller acts on),
                        haproxy (the Routes that the default router admitted)
  WHAT of a pod         resolv.conf, hosts, env
  WHAT of the DNS pods  corefile

  -f, --file PATH       manifests: a file, a folder, or - (repeatable)
      --node NAME       default: the first node
      --pod [NS/]NAME   a pod or workload
      --profile P       preset, KEY=VALUE or file (repeatable)`,
  },
  shell: {
    summary: "a terminal in the simulated cluster: kubectl, oc, curl, dig",
    help: `podwire shell -f PATH…

  podwire shell -f manifests/
  podwire shell -f manifests/ -c "kubectl get svc,endpointslices -A"
  podwire shell -f manifests/ -c "kubectl exec deploy/web -n shop -- curl -s http://api:8080"
  podwire shell -f manifests/ < commands.sh

  -f, --file PATH       manifests: a file, a folder, or - (repeatable); they are files of the shell, too
  -c, --command LINE    run one line and exit with its code
  -n, --namespace NS    the current namespace
      --profile P       preset, KEY=VALUE or file (repeatable)

Inside: bash with pipes, loops and here documents; Tab completes; why explains the last request.
kubectl exec -it leads into a pod, ssh NODE onto a node (iptables, nft, ipvsadm, crictl, ip, ss there), exit back.
What a line writes to stderr is shown behind all that it writes to stdout.`,
  },
  init: {
    summary: "write a first feature, a configuration and a CI workflow",
    help: `podwire init [-f PATH…]

  podwire init
  podwire init -f manifests/

With -f the feature has one scenario for each Service: a workload that reaches it, or how that ends.
Nothing is overwritten without --force.`,
  },
  steps: {
    summary: "print the vocabulary, with an example each",
    help: `podwire steps [WORD]

  podwire steps
  podwire steps denied
  podwire steps -o json
  podwire steps -o glue > .vscode/podwire-steps.mjs    for the Cucumber extension`,
  },
  profiles: {
    summary: "print every preset with its switches",
    help: `podwire profiles [NAME…]

  podwire profiles
  podwire profiles openshift -o json`,
  },
  snapshot: {
    summary: "save a live cluster's networking objects as input",
    help: `podwire snapshot [-n NS | -A]

  podwire snapshot -A > cluster.json
  podwire snapshot -n shop --context staging | podwire trace -f - --from shop/frontend --to api:8080

Reads through your kubectl; writes nothing to the cluster. Secrets are not read.`,
  },
  lab: {
    summary: "list, write and prove labs",
    help: `podwire lab list | new SLUG | check [LAB…]

  podwire lab list
  podwire lab new node-ports
  podwire lab check
  podwire lab check 020 030-selectors
  podwire lab check --grade --format junit:reports/labs.xml --format json:results.json

  LAB is a number, a slug, a folder's name in labs/, or a path.
  check proves of each lab that its start is red for the right reason, that each solution and each other right
  answer turns its tasks green, that wrong answers fail where they say and get their hint, that a reset resets, and
  that changes of the solution are noticed.

      --grade           a learner's work instead: the files of work/ in place of those of start/
      --format F:FILE   junit or json (repeatable)

Exit code: 0 everything holds, 1 something does not (with --grade: a task is red), 2 a malformed lab, or no lab.`,
  },
};

export function overview(): string {
  const width = Math.max(...Object.keys(COMMANDS).map((name) => name.length));
  const rows = Object.entries(COMMANDS).map(
    ([name, { summary }]) => `  podwire ${name.padEnd(width)}  ${summary}`,
  );
  return `podwire: prove Kubernetes networking without a cluster

${rows.join("\n")}

  podwire init -f manifests/
  podwire test
  podwire trace -f manifests/ --from shop/frontend --to http://api:8080

podwire COMMAND --help shows examples. --no-color, --debug and --version work everywhere.
`;
}
