namespace Plimsoll.Policy.Scanners.Shell;

/// <summary>The commands of other tools that name an image.</summary>
internal static class ToolCommands
{
    private const string Transport = "docker://";
    private const string Chart = "a chart is selected by its version";

    private static readonly OptionTable Crane = new("--platform --jobs -j --format --cache_path -c", "--insecure -v --verbose --no-clobber -n --allow-nondistributable-artifacts --annotate-ref");
    private static readonly OptionTable Crictl = new("--creds --auth --annotation -a --pod-config --runtime-endpoint -r --image-endpoint -i --timeout -t --config -c", "--debug -D");
    private static readonly OptionTable Ctr = new("--address -a --namespace -n --timeout --connect-timeout --user -u --platform --label --snapshotter --hosts-dir --tlscacert --tlscert --tlskey", "--debug --all-platforms --plain-http --skip-verify -k --all-metadata --local");

    /// <summary>The images of a command.</summary>
    /// <param name="words">The command.</param>
    /// <param name="name">The offset of the tool's name among its words.</param>
    /// <param name="tool">The tool.</param>
    public static IEnumerable<CommandImage> Find(IReadOnlyList<ShellWord> words, int name, string tool)
    {
        switch (tool)
        {
            case "kubectl" or "oc":
                return Kubectl(words, name + 1);
            case "kind" when Has(words, name, "create", "cluster"):
                return Options(words, name, "--image");
            case "k3d" when Has(words, name, "cluster", "create") || Has(words, name, "node", "create"):
                return Options(words, name, "--image", "-i");
            case "gcloud" or "az" or "aws":
                return CloudCommands.Find(words, name, tool);
            case "fly" or "flyctl" when HasAny(words, name, "deploy"):
                return Options(words, name, "--image", "-i");
            case "pack" when Has(words, name, "build"):
                return [.. Options(words, name, "--builder", "-B", "--run-image"), .. name + 2 < words.Count && !words[name + 2].Text.StartsWith('-') ? [new CommandImage(words[name + 2], ImageRole.Builds)] : (IEnumerable<CommandImage>)[]];
            case "buildah" when HasAny(words, name, "bud", "build"):
                return EngineCommands.Built(words, name + 2);
            case "skopeo" when HasAny(words, name, "copy"):
                return Transported(words.Skip(name + 2).Where(word => word.Text.Contains("://", StringComparison.Ordinal) || word.Text.StartsWith("oci:", StringComparison.Ordinal) || word.Text.StartsWith("dir:", StringComparison.Ordinal)));
            case "singularity" or "apptainer" when HasAny(words, name, "pull", "run", "exec", "shell", "build"):
                return Transported(words.Skip(name + 2).Where(word => word.Text.StartsWith(Transport, StringComparison.Ordinal)).Take(1));
            case "crane" or "gcrane" when Has(words, name, "copy") || Has(words, name, "cp"):
                return Copied(words, name + 2);
            case "crane" or "gcrane" when Has(words, name, "pull"):
                return First(Crane, words, name + 2);
            case "crictl" when Crictl.Positional(words, name + 1) is { } verb && words[verb].Text == "pull":
                return First(Crictl, words, verb + 1);
            case "ctr" when Ctr.Positional(words, name + 1) is { } group && words[group].Text is "image" or "images" or "i" && group + 1 < words.Count && words[group + 1].Text == "pull":
                return First(Ctr, words, group + 2);
            case "helm":
                return Helm(words, name + 1);
            default:
                return [];
        }
    }

    private static IEnumerable<CommandImage> Kubectl(IReadOnlyList<ShellWord> words, int start)
    {
        var verb = Index(words, start, "run", "create", "debug", "set");
        if (verb < 0)
            return [];
        if (words[verb].Text != "set")
            return Options(words, verb, "--image");

        return verb + 1 < words.Count && words[verb + 1].Text == "image"
            ? words.Skip(verb + 2)
                .Where(word => word.Text.IndexOf('=') > 0 && word.Text[0] != '-')
                .Select(word => new CommandImage(word.From(word.Text.IndexOf('=') + 1), ImageRole.Uses))
            : [];
    }

    private static IEnumerable<CommandImage> Helm(IReadOnlyList<ShellWord> words, int start)
    {
        if (Index(words, start, "install", "upgrade", "template") is not (>= 0 and var verb))
            yield break;

        if (words.Skip(verb + 1).FirstOrDefault(word => word.Text.StartsWith("oci://", StringComparison.Ordinal)) is { } chart)
            foreach (var version in Values(words, verb, "--version"))
                yield return new CommandImage(chart.From("oci://".Length), ImageRole.Uses) { Tag = version, PinRefusal = Chart };

        // A tag alone says nothing about whose it is.
        var settings = Values(words, verb, "--set", "--set-string").SelectMany(Settings).ToList();
        foreach (var (key, tag) in settings)
        {
            if (!key.EndsWith(".tag", StringComparison.Ordinal))
                continue;
            var repository = settings.LastOrDefault(setting => setting.Key == key[..^".tag".Length] + ".repository").Value;
            var hasRegistry = settings.Exists(setting => setting.Key == key[..^".tag".Length] + ".registry");
            if (repository is not null && !hasRegistry)
                yield return new CommandImage(repository, ImageRole.Uses) { Tag = tag, PinRefusal = "its tag is set apart from its name" };
        }
    }

    /// <summary>The settings of <c>a=b,c=d</c>.</summary>
    private static IEnumerable<(string Key, ShellWord Value)> Settings(ShellWord word)
    {
        for (int start = 0, end; start < word.Text.Length; start = end + 1)
        {
            end = word.Text.IndexOf(',', start);
            end = end < 0 ? word.Text.Length : end;
            var equals = word.Text.IndexOf('=', start, end - start);
            if (equals > start)
                yield return (word.Text[start..equals], word.Part(equals + 1, end - equals - 1));
        }
    }

    private static IEnumerable<CommandImage> Copied(IReadOnlyList<ShellWord> words, int start)
    {
        if (Crane.Positional(words, start) is not { } source || Crane.Positional(words, source + 1) is not { } target)
            yield break;

        yield return new CommandImage(words[source], ImageRole.Uses);
        yield return new CommandImage(words[target], ImageRole.Builds);
    }

    /// <summary>The first is the source, the second the target; others than those of a registry are left out.</summary>
    private static IEnumerable<CommandImage> Transported(IEnumerable<ShellWord> words) =>
        words.Take(2).Select((word, i) => (Word: word, Role: i == 0 ? ImageRole.Uses : ImageRole.Builds))
            .Where(image => image.Word.Text.StartsWith(Transport, StringComparison.Ordinal))
            .Select(image => new CommandImage(image.Word.From(Transport.Length), image.Role));

    private static IEnumerable<CommandImage> First(OptionTable options, IReadOnlyList<ShellWord> words, int start) =>
        options.Positional(words, start) is { } image ? [new CommandImage(words[image], ImageRole.Uses)] : [];

    internal static IEnumerable<CommandImage> Options(IReadOnlyList<ShellWord> words, int start, params string[] names) =>
        Values(words, start, names).Select(value => new CommandImage(value, ImageRole.Uses));

    /// <summary>The values of an option, up to the words of another command behind <c>--</c>.</summary>
    internal static IEnumerable<ShellWord> Values(IReadOnlyList<ShellWord> words, int start, params string[] names)
    {
        for (var i = start + 1; i < words.Count && words[i].Text != "--"; i++)
        {
            var text = words[i].Text;
            foreach (var name in names)
            {
                if (text == name && i + 1 < words.Count)
                    yield return words[i + 1];
                else if (text.Length > name.Length && text.StartsWith(name, StringComparison.Ordinal) && text[name.Length] == '=')
                    yield return words[i].From(name.Length + 1);
            }
        }
    }

    internal static bool Has(IReadOnlyList<ShellWord> words, int name, params ReadOnlySpan<string> path)
    {
        for (var i = 0; i < path.Length; i++)
            if (name + 1 + i >= words.Count || words[name + 1 + i].Text != path[i])
                return false;
        return true;
    }

    internal static bool HasAny(IReadOnlyList<ShellWord> words, int name, params string[] verbs) => Index(words, name + 1, verbs) is >= 0 and var index && index <= name + 3;

    internal static int Index(IReadOnlyList<ShellWord> words, int start, params string[] verbs)
    {
        for (var i = start; i < words.Count && words[i].Text != "--"; i++)
            if (verbs.Contains(words[i].Text, StringComparer.Ordinal))
                return i;
        return -1;
    }
}
