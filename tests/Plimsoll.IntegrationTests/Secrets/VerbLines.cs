namespace Plimsoll.IntegrationTests.Secrets;

/// <summary>A command line or more for each verb.</summary>
internal static class VerbLines
{
    /// <summary>Those that talk to a registry.</summary>
    /// <param name="image">A repository.</param>
    /// <param name="layout">A layout with the tag <c>1.0</c>.</param>
    public static IReadOnlyList<string[]> ForRegistry(string image, string layout)
    {
        var host = image[..image.IndexOf('/')];
        return
        [
            ["publish", "files:out", "--image", image],
            ["plan", "files:out", "--image", image],
            ["tags", "--image", image],
            ["promote", $"{image}:2.1.0", "--to", "staging"],
            ["rollback", "--to", "previous", "--environment", "staging", "--image", image, "--yes"],
            ["index", image, $"sha256:{new string('a', 64)}"],
            ["receipt", "list", "--from-registry", image],
            ["receipt", "verify", $"{image}:2.1.0", "--online"],
            ["search", $"{host}/app"],
            ["ls", image],
            ["ls", host],
            ["inspect", $"{image}:1.0"],
            ["inspect", $"{image}:1.0", "--raw"],
            ["digest", $"{image}:1.0"],
            ["history", $"{image}:1.0"],
            ["diff", $"{image}:1.0", $"{image}:2.0"],
            ["copy", $"{image}:1.0", "oci:artifacts/copy"],
            ["push", $"oci:{layout}:1.0", $"{image}:1.0"],
            ["pull", $"{image}:1.0", "artifacts/pulled.tar"],
            ["sync", image, "oci:artifacts/mirror"],
            ["tag", $"{image}:1.0", "1.0.1"],
            ["delete", $"{image}:1.0", "--yes"],
            ["prune", image, "--keep", "sha=1"],
            ["publish", "files:out", "--image", image, "--base", $"{image}:base"],
            ["publish", "files:out", "--image", image, "--reuse", "--attach"],
        ];
    }

    /// <summary>Those that need none, or read many.</summary>
    public static IReadOnlyList<string[]> Others { get; } =
    [
        ["tags"],
        ["tags", "--image", "https://ann:{0}@registry.invalid/app"],
        ["version"],
        ["version", "next"],
        ["metadata", "--images", "acme/app"],
        ["check", "deploy"],
        ["check", "deploy", "--online"],
        ["pin", "deploy", "--dry-run"],
        ["config", "show", "--origin"],
        ["doctor"],
        ["init", "--dry-run"],
        ["policy", "list"],
        ["policy", "explain", "mutable-tag"],
        ["schema", "config"],
        ["completions", "bash"],
        ["receipt", "list"],
        ["migrate-build"],
        ["logout", "registry.invalid"],
        ["inspect", "registry.invalid/app:1.0"],
        ["inspect", "broken.invalid/app:1.0"],
        ["inspect", "torn.invalid/app:1.0"],
        ["inspect", "loud.invalid/app:1.0"],
        ["logout", "broken.invalid"],
        ["inspect", "ghcr.io/acme/app:1.0"],
        ["inspect", "1.dkr.ecr.eu-west-1.amazonaws.com/app:1.0"],
        ["inspect", "acme.azurecr.io/app:1.0"],
        ["inspect", "https://ann:{0}@registry.invalid/app:1.0"],
        ["inspect", "ann:{0}@registry.invalid/app:1.0"],
        ["copy", "https://ann:{0}@registry.invalid/app:1.0", "oci:artifacts/x"],
        ["publish", "files:out", "--image", "app", "--registry", "https://ann:{0}@registry.invalid"],
        ["publish", "files:out", "--image", "app"],
        ["publish", "--config", "build.yml", "--image", "app"],
        ["ls", "ann:{0}@registry.invalid"],
        ["login", "https://ann:{0}@registry.invalid", "-u", "ann", "-p", "x"],
        ["login", "registry.invalid", "-u", "ann", "-p", "{0}"],
        ["login", "registry.invalid", "--passwrd", "{0}"],
        ["login", "registry.invalid", "-u", "ann", "--password={0}", "--password-stdin"],
        ["login", "registry.invalid", "ann", "{0}"],
        ["--registry-token={0}", "inspect", "registry.invalid/app:1.0"],
    ];
}
