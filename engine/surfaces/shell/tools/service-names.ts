/** Names of ports (IANA, as in Debian's /etc/services) that one meets around clusters, by `protocol`. */
const NAMES: Readonly<Record<string, string>> = {
  tcp:
    "20 ftp-data 21 ftp 22 ssh 23 telnet 25 smtp 43 whois 53 domain 80 http 88 kerberos 110 pop3 111 sunrpc 119 nntp " +
    "143 imap2 161 snmp 162 snmp-trap 179 bgp 389 ldap 443 https 445 microsoft-ds 465 submissions 514 shell 515 printer " +
    "587 submission 636 ldaps 853 domain-s 873 rsync 989 ftps-data 990 ftps 993 imaps 995 pop3s 1080 socks 1194 openvpn " +
    "1433 ms-sql-s 2049 nfs 3260 iscsi-target 3306 mysql 3389 ms-wbt-server 5060 sip 5222 xmpp-client 5432 postgresql " +
    "5671 amqps 5672 amqp 6379 redis 6667 ircd 7000 bbs 8080 http-alt 8081 tproxy 8088 omniorb 9418 git 10000 webmin " +
    "10050 zabbix-agent 10051 zabbix-trapper",
  udp:
    "21 fsp 53 domain 67 bootps 68 bootpc 69 tftp 88 kerberos 111 sunrpc 123 ntp 161 snmp 162 snmp-trap 389 ldap " +
    "443 https 500 isakmp 514 syslog 636 ldaps 853 domain-s 1194 openvpn 2049 nfs 4500 ipsec-nat-t 5060 sip 5353 mdns " +
    "7000 afs3-fileserver",
  sctp: "5672 amqp",
};

/** The port's name, or the number where it has none. */
export function serviceName(port: string, protocol: string): string {
  return new RegExp(`(?:^| )${port} (\\S+)`).exec(NAMES[protocol] ?? "")?.[1] ?? port;
}

/** Every name that is known here, as `port/protocol name`. */
export function serviceNames(): readonly string[] {
  return Object.entries(NAMES).flatMap(([protocol, text]) =>
    [...text.matchAll(/(\d+) (\S+)/g)].map(([, port, name]) => `${port}/${protocol} ${name}`),
  );
}
