namespace Plimsoll.Policy.Scanners.Shell;

/// <summary>The commands of clouds that deploy an image: <c>az</c>, <c>gcloud</c> and <c>aws</c>.</summary>
internal static class CloudCommands
{
    private const string ImageVersion = "DOCKER|";

    /// <summary>The images of a command.</summary>
    /// <param name="words">The command.</param>
    /// <param name="name">The offset of the tool's name among its words.</param>
    /// <param name="tool">The tool.</param>
    public static IEnumerable<CommandImage> Find(IReadOnlyList<ShellWord> words, int name, string tool) => tool switch
    {
        "az" => Azure(words, name),
        "aws" when ToolCommands.HasAny(words, name, "lambda") => ToolCommands.Options(words, name, "--image-uri"),
        "gcloud" when ToolCommands.HasAny(words, name, "builds") => ToolCommands.Values(words, name, "--tag", "-t").Select(tag => new CommandImage(tag, ImageRole.Builds)),
        "gcloud" when ToolCommands.HasAny(words, name, "run") => ToolCommands.Options(words, name, "--image"),
        "gcloud" when ToolCommands.HasAny(words, name, "compute") => ToolCommands.Options(words, name, "--container-image"),
        _ => [],
    };

    private static IEnumerable<CommandImage> Azure(IReadOnlyList<ShellWord> words, int name)
    {
        if (ToolCommands.Has(words, name, "container", "create") || ToolCommands.HasAny(words, name, "containerapp"))
            return ToolCommands.Options(words, name, "--image", "-i");
        if (ToolCommands.HasAny(words, name, "webapp", "functionapp"))
        {
            string[] names = ["--image", "--container-image-name", "--deployment-container-image-name", "--docker-custom-image-name"];
            var hasShort = ToolCommands.Index(words, name + 1, "create", "container") >= 0;
            return [.. ToolCommands.Options(words, name, hasShort ? [.. names, "-i"] : names), .. Versions(words, name)];
        }

        // From a registry of the subscription a name is given without its host.
        return ToolCommands.Has(words, name, "acr", "import") && !ToolCommands.Values(words, name, "--registry", "-r").Any()
            ? ToolCommands.Options(words, name, "--source").Where(image => !image.Word.Text.StartsWith('/'))
            : [];
    }

    /// <summary>App Service takes the image as the version of a framework: <c>DOCKER|nginx</c>.</summary>
    private static IEnumerable<CommandImage> Versions(IReadOnlyList<ShellWord> words, int name) =>
        ToolCommands.Values(words, name, "--linux-fx-version", "--windows-fx-version")
            .Where(version => version.Text.StartsWith(ImageVersion, StringComparison.OrdinalIgnoreCase))
            .Select(version => new CommandImage(version.From(ImageVersion.Length), ImageRole.Uses));
}
