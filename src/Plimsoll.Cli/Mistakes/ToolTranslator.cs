using Plimsoll.Oci.Images;

namespace Plimsoll.Cli.Mistakes;

/// <summary>What a line of docker, crane or skopeo is here: the whole line, from what was typed.</summary>
/// <param name="line">The line.</param>
/// <param name="optionsOf">Gives the options that a verb has here.</param>
internal sealed class ToolTranslator(ToolLine line, Func<string, IReadOnlyCollection<string>> optionsOf)
{
    /// <summary>What has the same name and meaning here, so that it stays as it was typed where the verb has it.</summary>
    private static readonly string[] Own =
    [
        "--platform", "--plain-http", "--from-plain-http", "--ca-file", "--client-cert", "--client-key", "--no-referrers", "--foreign-layers", "--referrers",
        "--dry-run", "--verbosity", "--directory", "-C", "--limit", "--filter", "--no-trunc", "--username", "-u", "--password-stdin", "--password-file",
    ];

    /// <summary>What Plimsoll does anyway, or has no use for.</summary>
    private static readonly string[] Needless =
    [
        "--all", "-a", "--all-platforms", "--multi-arch", "--preserve-digests", "--insecure-policy", "--policy", "--disable-content-trust", "--retry-times", "--debug", "-D", "--verbose", "-v", "--log-level", "-l",
        "--jobs", "-j", "--full-ref", "--keep-going", "--no-trunc", "--no-tags", "--digests",
    ];

    private readonly List<string> _notes = [];

    /// <summary>The advice for a command line, or <c>null</c> where nothing is known that does the same.</summary>
    /// <param name="words">The command line, without <c>plimsoll</c>.</param>
    /// <param name="optionsOf">Gives the options that a verb has here.</param>
    /// <param name="isWhole">Whether nothing is known unless it is of every option.</param>
    public static string? Advise(IReadOnlyList<string> words, Func<string, IReadOnlyCollection<string>> optionsOf, bool isWhole) => new ToolTranslator(ToolLine.Parse(words), optionsOf).Advise(isWhole);

    private string? Advise(bool isWhole)
    {
        if (Translate() is not { } advice)
            return null;

        _ = line.Take(Needless).ToList();
        if (line.Left.ToList() is { Count: > 0 } left)
        {
            if (isWhole)
                return null;
            _notes.Add($"{string.Join(", ", left)} {(left.Count == 1 ? "has" : "have")} no counterpart here.");
        }

        return string.Join('\n', [advice, .. _notes]);
    }

    private string? Translate()
    {
        var (verb, rest) = Verb(line.Words);
        return verb switch
        {
            "pull" when rest is [var repository] && line.IsForEngine && line.Has("-a", "--all-tags") => Each(repository, $"plimsoll pull {repository}:$tag"),
            "push" when rest is [var repository] && line.IsForEngine && line.Has("-a", "--all-tags") => Each($"docker-daemon:{repository} | awk 'NR > 1 {{ print $2 }}'", $"plimsoll push {repository}:$tag"),
            "pull" when rest is [var image] => Use("pull", image),
            "pull" when rest is [var image, var file] => Use("pull", image, Archive(file)),
            "push" when rest is [var image] => Use("push", image),
            "push" when rest is [var file, var image] => Use("push", line.IsForEngine ? Engine(file) : file, image),
            "tag" when rest is [var image, var name] => line.IsForEngine ? Use("tag", Engine(image), Engine(name)) : Use("tag", image, name),
            "images" when rest.Count <= 1 => Use("ls", $"docker-daemon:{rest.FirstOrDefault()}"),
            "rmi" or "untag" when rest is [var image, ..] => $"Plimsoll does not remove images from the Docker Engine; 'docker rmi {string.Join(' ', rest)}' does. From a registry: plimsoll delete {Bare(image)}",
            "save" when rest is [var image] => Use("copy", Engine(image), line.Value("-o", "--output") is { } file ? $"docker-archive:{file}:{image}" : $"docker-archive:-:{image}"),
            "load" => Load(line.Value("-i", "--input") ?? rest.FirstOrDefault()),
            "import" when rest is [var file, ..] => $"Assemble the image from the files: mkdir rootfs && tar -xf {file} -C rootfs && plimsoll publish files:rootfs --image {rest.ElementAtOrDefault(1) ?? "NAME"}",
            "export" when rest is [var image, ..] => $"Plimsoll does not merge the layers of an image into one tree; to save it with its layers: plimsoll pull {Bare(image)} {Archive(rest.ElementAtOrDefault(1) ?? "image.tar")}",
            "login" when line.Value("-p", "--password") is not null => Login(rest),
            "login" or "logout" when rest.Count <= 1 => Use(verb, [.. rest]),
            "search" when rest is [var term] => Use("search", term),
            "history" when rest is [var image] => Use("history", Image(image)),
            "inspect" when rest is [var image] => Inspect(image),
            "raw" or "manifest" when rest is [var image] => Use("inspect --raw", image),
            "config" when rest is [var image] && (line.Tool is not null || image.AsSpan().ContainsAny('/', ':')) => Use("inspect --config", image),
            "blob" when rest is [var blob] => Use("blob", blob),
            "digest" when rest is [var image] => Use("digest", image),
            "digest" when line.Value("--tarball") is { } file => Use("digest", file),
            "ls" or "list-tags" when rest is [var repository] => Use("ls", repository),
            "catalog" when rest is [var registry] => Use("ls", $"{registry.TrimEnd('/')}/"),
            "copy" when rest is [var from, var to] => Copy(from, to),
            "delete" when rest is [var image] => Use("delete", Bare(image)),
            "sync" when rest is [var from, var to] => Sync(from, to),
            "validate" when line.Value("--tarball") is { } file => $"To read the image and verify every blob: plimsoll copy {ToolLine.Quote(file)} oci-archive:- > /dev/null",
            "validate" when (line.Value("--remote") ?? rest.FirstOrDefault(word => ImageReference.TryParse(word, out _))) is { } image => $"To read the image and verify every blob: plimsoll pull {ToolLine.Quote(image)} oci-archive:- > /dev/null",
            "index" when line.Value("-t", "--tag") is { } name && rest.Concat(line.Values("-m", "--manifest")).ToList() is { Count: > 0 } parts => Join(name, parts),
            "join" when rest is [var name, .. { Count: > 0 } parts] => Join(name, parts),
            "append" when line.Value("-f", "--new_layer") is { } file => Append(file, line.Value("-b", "--base"), line.Value("-t", "--new_tag", "--tag")),
            "mutate" or "rebase" when rest is [var image, ..] => $"Plimsoll does not change an image that exists; labels, entrypoint and base are set when it is assembled: plimsoll publish files:DIR --base {line.Value("--new_base") ?? Bare(image)} --image NAME --label KEY=VALUE",
            "ps" or "run" or "exec" or "logs" or "start" or "stop" or "kill" or "rm" or "compose" when line.IsForEngine => $"Plimsoll does not run containers; '{line.Tool} {verb}' does.",
            "flatten" => "Plimsoll does not merge layers.",
            "sign" or "standalone-sign" => "Plimsoll does not sign; 'cosign sign' does. Signatures are copied with their image, and listed by: plimsoll inspect IMAGE --referrers",
            _ => null,
        };
    }

    /// <summary>One word for each verb of the three tools.</summary>
    private static (string? Name, List<string> Arguments) Verb(List<string> words) => words switch
    {
        ["image", "ls" or "list", .. var rest] => ("images", rest),
        ["image", "rm" or "remove", .. var rest] => ("rmi", rest),
        ["image", "copy", .. var rest] => ("copy", rest),
        ["image", var verb and ("pull" or "push" or "tag" or "inspect" or "history" or "save" or "load" or "import"), .. var rest] => (verb, rest),
        ["manifest", "inspect", .. var rest] => ("raw", rest),
        ["manifest", "create", .. var rest] => ("join", rest),
        ["buildx", "imagetools", "inspect", .. var rest] => ("inspect", rest),
        ["buildx", "imagetools", "create", .. var rest] => ("index", rest),
        ["index", "append", .. var rest] => ("index", rest),
        ["index", "list" or "filter", ..] => (null, []),
        ["auth", var verb and ("login" or "logout"), .. var rest] => (verb, rest),
        ["cp", .. var rest] => ("copy", rest),
        [var verb, .. var rest] => (verb, rest),
        _ => (null, []),
    };

    private string Use(string verb, params string[] arguments)
    {
        List<string> options = [.. Connection(verb, arguments)];
        if (verb is "pull" or "push" or "copy" && line.Has("-q", "--quiet"))
            options.Add("--quiet");
        if (line.Value("--override-arch") is { } architecture)
            options.Add($"--platform {line.Value("--override-os") ?? "linux"}/{architecture}{(line.Value("--override-variant") is { } variant ? $"/{variant}" : "")}");
        if (verb == "search")
            options.AddRange(line.Values("-f").Select(filter => $"--filter {ToolLine.Quote(filter)}"));
        if (line.Value("-o", "--output") is "json")
            options.Add("--output json");
        if (line.Has("--remove-signatures"))
            options.Add("--no-referrers");
        options.AddRange(line.Take([.. Own.Intersect(optionsOf(verb.Split(' ')[0]))]));
        var files = line.Values("--authfile", "--src-authfile", "--dest-authfile");
        return $"Use: {(files.Count > 0 ? $"REGISTRY_AUTH_FILE={ToolLine.Quote(files[0])} " : "")}plimsoll {string.Join(' ', [verb, .. arguments.Select(ToolLine.Quote), .. options])}";
    }

    /// <summary>How the registries are connected to. Where both ends are in one, an option is for the end that is written to.</summary>
    private IEnumerable<string> Connection(string verb, string[] arguments)
    {
        var copiesBetween = verb is "copy" or "sync" && arguments.All(IsInRegistry);
        bool IsOff(string name) => line.Value(name) == "false";
        var both = line.Has("--insecure", "--allow-insecure", "-k") || IsOff("--tls-verify");
        var (from, to) = (IsOff("--src-tls-verify") || both, IsOff("--dest-tls-verify") || both);
        if (to || (from && !copiesBetween))
            yield return "--plain-http";
        if (from && copiesBetween)
            yield return "--from-plain-http";
        if ((line.Value("--dest-cert-dir") ?? line.Value("--src-cert-dir") ?? line.Value("--cert-dir")) is { } folder)
            yield return $"--ca-file {ToolLine.Quote($"{folder.TrimEnd('/')}/ca.crt")}";
        foreach (var (credentials, image) in new[] { (line.Value("--creds"), arguments.FirstOrDefault()), (line.Value("--src-creds"), arguments.FirstOrDefault()), (line.Value("--dest-creds"), arguments.LastOrDefault()) })
            if (credentials is not null && image is { } name && !IsNamed(Bare(name)) && ImageReference.TryParse(Bare(name), out var reference))
                _notes.Insert(0, $"Log in before: printenv PASSWORD | plimsoll login {reference.Registry} --username {ToolLine.Quote(credentials.Split(':')[0])} --password-stdin");
    }

    private string Copy(string from, string to)
    {
        // For crane these are all tags, for skopeo all platforms.
        if (line.Tool is "crane" or "gcrane" && line.Has("-a", "--all-tags"))
            return Use("sync", from, to);
        if (line.Has("--all", "-a"))
            _notes.Add("All platforms of an image are copied, unless --platform chooses one.");
        return Use("copy", from, to);
    }

    private string Inspect(string image)
    {
        if (line.Has("--raw"))
            return Use("inspect --raw", Image(image));
        if (line.Has("--config"))
            return Use("inspect --config", Image(image));
        if (line.Value("--format", "-f") is not { } format)
            return Use("inspect", Image(image));

        if (format.Contains("Digest", StringComparison.Ordinal))
            return Use("digest", Image(image));
        _notes.Add("JSON has every field; jq or another reader selects from it.");
        return $"{Use("inspect", Image(image))} --output json";
    }

    private string Load(string? file)
    {
        var name = file is null ? "NAME:TAG" : Path.GetFileName(file).ToLowerInvariant().Split('.')[0];
        return Use("copy", file ?? "-", $"docker-daemon:{(ImageReference.TryParse(name, out _) ? name : "NAME:TAG")}");
    }

    /// <summary>The password that was typed is never repeated.</summary>
    private string Login(List<string> rest)
    {
        var user = line.Value("-u", "--username");
        return $"Use: printenv PASSWORD | plimsoll {string.Join(' ', ["login", .. rest.Take(1).Select(ToolLine.Quote), .. user is null ? Array.Empty<string>() : ["--username", ToolLine.Quote(user)], "--password-stdin"])}";
    }

    /// <summary>Skopeo appends the last part of the name to the destination, with <c>--scoped</c> the whole name.</summary>
    private string Sync(string from, string to)
    {
        var (source, destination) = (line.Value("--src", "-s") ?? "docker", line.Value("--dest", "-d") ?? "docker");
        if (source == "yaml")
            return "Write from, to and repositories into a file, or under 'sync' in plimsoll.yml, and use: plimsoll sync mirror.yml";
        if (source != "docker" || !ImageReference.TryParse(Bare(from), out var reference))
            return $"Copy each image: plimsoll copy {ToolLine.Quote(from)} {ToolLine.Quote(to)}";

        var scoped = line.Has("--scoped") ? reference.Name : reference.Repository[(reference.Repository.LastIndexOf('/') + 1)..];
        var target = $"{to.TrimEnd('/')}/{scoped}";
        return reference.Tag is { } tag ? Use("copy", reference.Familiar, $"{(destination == "dir" ? "dir:" : "")}{target}:{tag}")
            : reference.Digest is not null ? Use("copy", reference.Familiar, $"{(destination == "dir" ? "dir:" : "")}{target}")
            : Use("sync", reference.FamiliarName, $"{(destination == "dir" ? "oci:" : "")}{target}");
    }

    private string Join(string name, IReadOnlyList<string> parts) => parts is [var only]
        ? Use("copy", only, name)
        : $"Use: plimsoll index {(ImageReference.TryParse(name, out var reference) ? reference.FamiliarName : name)} {string.Join(' ', parts.Select(part => part.Contains('@') ? part : $"{part}@$(plimsoll digest {part})"))}\nIt derives the tags of the index from git.";

    private static string Append(string file, string? below, string? name)
    {
        var reference = ImageReference.TryParse(name, out var parsed) ? parsed : null;
        return $"Assemble the image from the files: mkdir layer && tar -xf {ToolLine.Quote(file)} -C layer && plimsoll publish files:layer{(below is null ? "" : $" --base {below}")} --image {reference?.FamiliarName ?? "NAME"}{(reference?.Tag is { } tag ? $" --tag {tag}" : "")}";
    }

    private static string Each(string listed, string command) => $"Use: for tag in $(plimsoll ls {listed}); do {command}; done";

    private string Archive(string file) => line.Value("--format") is "oci" ? $"oci:{file}"
        : file == "-" ? "docker-archive:-"
        : file.EndsWith(".tar", StringComparison.Ordinal) || file.EndsWith(".tgz", StringComparison.Ordinal) || file.EndsWith(".tar.gz", StringComparison.Ordinal) || IsNamed(file) ? file
        : $"docker-archive:{file}";

    private string Image(string name) => line.IsForEngine && line.Words[0] != "buildx" ? Engine(name) : name;

    private static string Engine(string name) => IsNamed(name) ? name : $"docker-daemon:{name}";

    /// <summary>Whether a transport is part of the name.</summary>
    private static bool IsNamed(string name) => name.Contains("://", StringComparison.Ordinal) || name.Split(':')[0] is "oci" or "oci-archive" or "docker-archive" or "docker-daemon" or "dir" or "containers-storage";

    private static bool IsInRegistry(string name) => name.StartsWith("docker://", StringComparison.Ordinal) || (!IsNamed(name) && ImageReference.NamesRegistry(name));

    private static string Bare(string name) => name.StartsWith("docker://", StringComparison.Ordinal) ? name["docker://".Length..] : name;
}
