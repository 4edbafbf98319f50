namespace Plimsoll.Policy.Scanners.Shell;

/// <summary>The commands of container engines: Docker, Podman, nerdctl and Finch.</summary>
internal static class EngineCommands
{
    // What stands before an image that is a context of a build; Podman has names of its own for it.
    private static readonly string[] ImageContexts = ["=docker-image://", "=container-image://", "=docker://"];

    private static readonly OptionTable Global = new(
        "--config --context -c --host -H --log-level -l --tlscacert --tlscert --tlskey --root --runroot --storage-driver --storage-opt --cgroup-manager --url --connection --identity --events-backend --runtime --tmpdir --module --namespace -n --address -a --snapshotter --cni-path --data-root --hosts-dir --hooks-dir --conmon",
        "--debug -D --tls --tlsverify --remote -r --noout --insecure-registry --syslog");

    private static readonly OptionTable Run = new(
        """
        --add-host --annotation --attach -a --blkio-weight --blkio-weight-device --cap-add --cap-drop --cgroup-parent --cgroupns --cidfile
        --cpu-count --cpu-percent --cpu-period --cpu-quota --cpu-rt-period --cpu-rt-runtime --cpu-shares -c --cpus --cpuset-cpus --cpuset-mems
        --detach-keys --device --device-cgroup-rule --device-read-bps --device-read-iops --device-write-bps --device-write-iops
        --dns --dns-opt --dns-option --dns-search --domainname --entrypoint --env -e --env-file --expose --gpus --group-add
        --health-cmd --health-interval --health-retries --health-start-interval --health-start-period --health-timeout
        --hostname -h --io-maxbandwidth --io-maxiops --ip --ip6 --ipc --isolation --kernel-memory --label -l --label-file --link --link-local-ip
        --log-driver --log-opt --mac-address --memory -m --memory-reservation --memory-swap --memory-swappiness --mount --name
        --network --net --network-alias --net-alias --oom-score-adj --pid --pids-limit --platform --publish -p --pull --restart --runtime
        --security-opt --shm-size --stop-signal --stop-timeout --storage-opt --sysctl --tmpfs --ulimit --user -u --userns --uts
        --volume -v --volume-driver --volumes-from --workdir -w
        --arch --os --variant --authfile --cert-dir --cgroup-conf --cgroups --chrootdirs --conmon-pidfile --creds --decryption-key --env-merge
        --gidmap --group-entry --health-log-destination --health-max-log-count --health-max-log-size --health-on-failure
        --health-startup-cmd --health-startup-interval --health-startup-retries --health-startup-success --health-startup-timeout
        --hostuser --image-volume --init-ctr --init-path --passwd-entry --personality --pidfile --pod --pod-id-file --preserve-fd --preserve-fds
        --requires --retry --retry-delay --sdnotify --seccomp-policy --secret --shm-size-systemd --subgidname --subuidname --systemd --timeout
        --tz --umask --uidmap --unsetenv --snapshotter --cosign-key --verify
        """,
        "--detach -d --disable-content-trust --help --init --interactive -i --no-healthcheck --oom-kill-disable --privileged --publish-all -P --quiet -q --read-only --rm --sig-proxy --tty -t --use-api-socket --env-host --http-proxy --no-hosts --no-hostname --passwd --replace --rmi --tls-verify --unsetenv-all --read-only-tmpfs");

    private static readonly OptionTable Pull = new(
        "--platform --arch --os --variant --authfile --cert-dir --creds --decryption-key --retry --retry-delay --policy --unpack --snapshotter --cosign-key --verify",
        "--quiet -q --disable-content-trust --tls-verify --all-platforms");

    private static readonly OptionTable Service = new(
        """
        --cap-add --cap-drop --config --constraint --container-label --credential-spec --dns --dns-option --dns-search --endpoint-mode --entrypoint
        --env -e --env-file --generic-resource --group --health-cmd --health-interval --health-retries --health-start-interval --health-start-period
        --health-timeout --host --hostname --isolation --label -l --limit-cpu --limit-memory --limit-pids --log-driver --log-opt --max-concurrent --mode
        --mount --name --network --oom-score-adj --placement-pref --publish -p --replicas --replicas-max-per-node --reserve-cpu --reserve-memory
        --restart-condition --restart-delay --restart-max-attempts --restart-window --rollback-delay --rollback-failure-action
        --rollback-max-failure-ratio --rollback-monitor --rollback-order --rollback-parallelism --secret --stop-grace-period --stop-signal --sysctl
        --ulimit --update-delay --update-failure-action --update-max-failure-ratio --update-monitor --update-order --update-parallelism
        --user -u --workdir -w
        """,
        "--detach -d --init --no-healthcheck --no-resolve-image --quiet -q --read-only --tty -t --with-registry-auth");

    private static readonly OptionTable Plain = new("--author -a --change -c --message -m --platform --format -f --creds --authfile --cert-dir", "--pause -p --quiet -q --all-tags --disable-content-trust --tls-verify --squash -s --rm");

    /// <summary>The images of a command of an engine.</summary>
    /// <param name="words">The command.</param>
    /// <param name="name">The offset of the engine's name among its words.</param>
    public static IEnumerable<CommandImage> Find(IReadOnlyList<ShellWord> words, int name)
    {
        if (Global.Positional(words, name + 1) is not { } verb)
            return [];

        var group = words[verb].Text;
        if (group is "container" or "image" or "service" or "buildx" or "builder" && verb + 1 < words.Count)
            verb++;
        else
            group = "";
        return (group, words[verb].Text) switch
        {
            ("" or "container", "run" or "create") => First(Run, words, verb, ImageRole.Uses),
            ("service", "create") => First(Service, words, verb, ImageRole.Uses),
            ("" or "image", "pull") => Pulled(words, verb),
            ("" or "image" or "buildx" or "builder", "build" or "bud") => Built(words, verb + 1),
            ("" or "buildx", "bake") => Contexts(words, verb + 1, "--set"),
            ("" or "image", "tag") => Last(words, verb),
            ("" or "image", "push") => First(Plain, words, verb, ImageRole.Builds),
            ("" or "container", "commit") => Last(words, verb),
            _ => [],
        };
    }

    /// <summary>What a build names: the images that it makes, and those that are its contexts.</summary>
    public static IEnumerable<CommandImage> Built(IReadOnlyList<ShellWord> words, int start) => [.. Tags(words, start), .. Contexts(words, start, "--build-context")];

    /// <summary>The names that a build gives to what it builds: <c>-t</c>, <c>--tag</c>.</summary>
    private static IEnumerable<CommandImage> Tags(IReadOnlyList<ShellWord> words, int start)
    {
        for (var i = start; i < words.Count; i++)
        {
            var text = words[i].Text;
            if (text is "-t" or "--tag" && i + 1 < words.Count)
                yield return new CommandImage(words[++i], ImageRole.Builds);
            else if (text.StartsWith("--tag=", StringComparison.Ordinal))
                yield return new CommandImage(words[i].From("--tag=".Length), ImageRole.Builds);
            else if (text.StartsWith("-t", StringComparison.Ordinal) && text.Length > 2)
                yield return new CommandImage(words[i].From(text[2] == '=' ? 3 : 2), ImageRole.Builds);
        }
    }

    /// <summary>The images among the contexts that an option names: <c>x=docker-image://y</c>.</summary>
    private static IEnumerable<CommandImage> Contexts(IReadOnlyList<ShellWord> words, int start, string option)
    {
        for (var i = start; i < words.Count; i++)
        {
            var value = words[i].Text == option && i + 1 < words.Count ? words[++i]
                : words[i].Text.StartsWith(option + "=", StringComparison.Ordinal) ? words[i].From(option.Length + 1)
                : null;
            foreach (var prefix in value is null ? [] : ImageContexts)
                if (value!.Text.IndexOf(prefix, StringComparison.Ordinal) is > 0 and var at)
                    yield return new CommandImage(value.From(at + prefix.Length), ImageRole.Uses);
        }
    }

    private static IEnumerable<CommandImage> First(OptionTable options, IReadOnlyList<ShellWord> words, int verb, ImageRole role) =>
        options.Positional(words, verb + 1) is { } image ? [new CommandImage(words[image], role)] : [];

    /// <summary>Podman pulls several at once.</summary>
    private static IEnumerable<CommandImage> Pulled(IReadOnlyList<ShellWord> words, int verb)
    {
        for (var image = Pull.Positional(words, verb + 1); image is { } i; image = Pull.Positional(words, i + 1))
            yield return new CommandImage(words[i], ImageRole.Uses);
    }

    private static IEnumerable<CommandImage> Last(IReadOnlyList<ShellWord> words, int verb) =>
        Plain.Positional(words, verb + 1) is { } source && Plain.Positional(words, source + 1) is { } target ? [new CommandImage(words[target], ImageRole.Builds)] : [];
}
