namespace Plimsoll.Cli.Mistakes;

/// <summary>What people type who come from docker, skopeo, crane, oras, helm or git, and what it is called here.</summary>
internal static class Habits
{
    /// <summary>The verb that does what a word means elsewhere, or <c>null</c>.</summary>
    public static string? FindVerb(string word) => word.ToLowerInvariant() switch
    {
        "images" or "image" or "list" or "list-tags" or "repos" or "repositories" or "catalog" => "ls",
        "rm" or "remove" or "unpublish" => "delete",
        "cp" or "save" or "load" or "export" or "import" => "copy",
        "mirror" or "regsync" => "sync",
        "compare" or "container-diff" => "diff",
        "retag" => "tag",
        "show" or "manifest" or "labels" or "info" => "inspect",
        "layers" => "history",
        "build" or "buildx" or "release" or "ship" or "upload" => "publish",
        "deploy" => "promote",
        "revert" or "undo" or "rollout" => "rollback",
        "preview" or "dry-run" or "dryrun" => "plan",
        "join" or "merge" => "index",
        "lint" or "scan" or "validate" => "check",
        "lock" => "pin",
        "rules" => "policy list",
        "next" or "bump" => "version next",
        "describe" => "version",
        "receipts" or "audit" or "log" => "receipt list",
        "auth" or "signin" => "login",
        "signout" => "logout",
        "schemas" => "schema",
        _ => null,
    };

    /// <summary>The option that does what one means elsewhere, or <c>null</c>. It is not an option of every verb.</summary>
    public static string? FindOption(string word) => word.ToLowerInvariant().Split('=')[0] switch
    {
        "--json" => "--output json",
        "--format" => "--output",
        "--verbose" or "-vv" or "--trace" => "--verbosity verbose",
        "--debug" or "-d" => "--verbosity debug",
        "--silent" => "--quiet",
        "--dry" or "--preview" or "--simulate" or "-n" => "--dry-run",
        "--env" or "--stage" => "--environment",
        "--name" or "--repository" or "--repo" => "--image",
        "--insecure" or "--http" or "--tls-verify" or "--src-tls-verify" or "--dest-tls-verify" or "--allow-insecure" => "--plain-http",
        "--cacert" or "--cert-dir" or "--cert" => "--ca-file",
        "--cwd" or "--workdir" or "--chdir" => "--directory",
        "--arch" or "--os" or "--override-arch" or "--platforms" => "--platform",
        "--context-dir" or "--conf" or "--file" or "-f" => "--config",
        "--user" => "--username",
        "--assume-yes" or "--force" => "--yes",
        "--why" or "--reasons" => "--explain",
        _ => null,
    };
}
