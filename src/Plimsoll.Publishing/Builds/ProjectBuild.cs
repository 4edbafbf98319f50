using System.Globalization;
using Plimsoll.Oci;
using Plimsoll.Oci.Images;
using Plimsoll.Oci.Storage;
using Plimsoll.Publishing.Sources;

namespace Plimsoll.Publishing.Builds;

/// <summary>
/// Builds a .NET project by its SDK's <c>PublishContainer</c>, without a daemon, into an OCI archive. Labels and annotations
/// are put into the archive afterwards: the SDK knows no annotations, and cuts labels of several platforms at a colon
/// (dotnet/sdk#55414).
/// </summary>
internal sealed class ProjectBuild(PlimsollHost host)
{
    private const string InsecureRegistries = "DOTNET_CONTAINER_INSECURE_REGISTRIES";

    public async Task<BuiltImage> RunAsync(BuildRecipe recipe, ImageMetadata marks, CancellationToken cancellationToken)
    {
        if (!Path.Exists(recipe.Path))
            throw PlimsollException.NotFound($"The project {recipe.Path} does not exist.");

        var sdk = BuildTool.Find("dotnet", host.Environment)
            ?? throw new PlimsollException(ErrorKind.Failed, $"{recipe.Path} cannot be built: dotnet is not on PATH.", "Install the .NET SDK, 8 or newer.");
        using var below = recipe.FindBase(recipe.Context) is { Reference: null } local ? await new ImageOpener(host).OpenAsync(local, platform: null, cancellationToken) : null;
        await using var server = below is null ? null : await BaseServer.StartAsync(below.Source, below.Manifest, cancellationToken);
        return await BuildFolder.UseAsync(async folder =>
        {
            var archive = Path.Combine(folder.Path, "image.tar");
            var (succeeded, lines) = await sdk.RunAsync(Arguments(recipe, marks, archive, server?.Image), recipe.Context, await VariablesAsync(recipe, marks, server, cancellationToken), host.BuildOutput, cancellationToken);
            if (!succeeded)
                throw ProjectErrors.ToException(recipe.Path, lines);

            if (!File.Exists(archive))
                throw new PlimsollException(ErrorKind.Failed, $"dotnet publish of {recipe.Path} produced no image.", "The project must be executable (OutputType Exe, or a web project), and EnableSdkContainerSupport must not be false.");

            // Before another build of the project restores it for something else.
            var assets = recipe.ListsPackages ? await new ProjectPackages(sdk).ReadAsync(recipe, [.. Arguments(recipe, marks, archive, server?.Image).Where(argument => argument.StartsWith("-p:", StringComparison.Ordinal))], cancellationToken) : null;
            return new BuiltImage(ImageLocation.Parse($"oci-archive:{archive}"), marks, folder) { IsProject = true, Assets = assets };
        });
    }

    /// <param name="recipe">What is built.</param>
    /// <param name="marks">What it says of itself.</param>
    /// <param name="archive">The archive that is written.</param>
    /// <param name="served">The base image that is served from this machine in place of the recipe's, or <c>null</c>.</param>
    internal static IReadOnlyList<string> Arguments(BuildRecipe recipe, ImageMetadata marks, string archive, string? served = null)
    {
        List<string> arguments =
        [
            "publish", recipe.Path, "-t:PublishContainer", "--nologo", "-nodeReuse:false", "-p:UseSharedCompilation=false",
            "-p:ContainerImageFormat=OCI",
            $"-p:ContainerArchiveOutputPath={Escape(archive)}",

            // Name and tags are the plan's; with a registry of the project's own it would be pushed there.
            "-p:ContainerRegistry=", "-p:ContainerRepository=plimsoll/build", "-p:ContainerImageTags=", "-p:ContainerImageTag=build",
            "-p:ContinuousIntegrationBuild=true",
        ];
        if ((served ?? recipe.Base) is { } below)
            arguments.Add($"-p:ContainerBaseImage={Escape(below)}");

        // The place that it is served at is of this run alone; the label with its digest tells what it is.
        if (served is not null)
            arguments.Add("-p:ContainerGenerateLabelsImageBaseName=false");
        if (recipe.Platforms is [var only])
            arguments.Add($"-p:RuntimeIdentifier={RuntimeIdentifier(only)}");
        else if (recipe.Platforms.Count > 1)
            arguments.Add($"-p:RuntimeIdentifiers=\"{string.Join(';', recipe.Platforms.Select(RuntimeIdentifier))}\""); // An escaped semicolon would be part of one name.
        arguments.AddRange(ProjectVersion.Properties(marks).Where(property => !recipe.Arguments.Keys.Contains(property.Name, StringComparer.OrdinalIgnoreCase)).Select(property => $"-p:{property.Name}={Escape(property.Value)}"));
        arguments.AddRange(recipe.Arguments.OrderBy(argument => argument.Key, StringComparer.Ordinal).Select(argument => $"-p:{argument.Key}={Escape(argument.Value)}"));
        return arguments;
    }

    internal static string RuntimeIdentifier(Platform platform) => $"{platform.Os switch { "windows" => "win", var os => os }}-{platform switch
    {
        { Architecture: "amd64" } => "x64",
        { Architecture: "386" } => "x86",
        { Architecture: "arm64" } => "arm64",
        { Architecture: "arm", Variant: null or "v7" } => "arm",
        _ => throw PlimsollException.Usage($"{platform} is not a platform that .NET supports.", "Use linux/amd64, linux/arm64 or linux/arm/v7, or the same architecture of windows."),
    }}";

    private async Task<Dictionary<string, string>> VariablesAsync(BuildRecipe recipe, ImageMetadata marks, BaseServer? server, CancellationToken cancellationToken)
    {
        var variables = new Dictionary<string, string>
        {
            ["SOURCE_DATE_EPOCH"] = marks.Created.ToUnixTimeSeconds().ToString(CultureInfo.InvariantCulture),
            ["DOTNET_CLI_UI_LANGUAGE"] = "en",
            ["DOTNET_NOLOGO"] = "1",
            ["MSBUILDTERMINALLOGGER"] = "off",
        };
        if (server is not null)
        {
            variables[InsecureRegistries] = Append(InsecureRegistries, server.Host);

            // .NET reads the name in lower case first; both are the same variable on Windows.
            variables["NO_PROXY"] = variables["no_proxy"] = Append(host.Environment("no_proxy") is null ? "NO_PROXY" : "no_proxy", "127.0.0.1");
            return variables;
        }

        if (!ImageReference.TryParse(recipe.Base, out var below))
            return variables;

        // The SDK shall reach its base as we would: over plain HTTP on this machine, and with our credentials.
        if (Uri.TryCreate($"https://{below.Registry}", UriKind.Absolute, out var registry) && registry.IsLoopback)
            variables[InsecureRegistries] = Append(InsecureRegistries, below.Registry);
        if (await host.FindEngineCredentialsAsync(below, cancellationToken) is { Username: { } username, Password: { } password })
        {
            variables["DOTNET_CONTAINER_PULL_REGISTRY_UNAME"] = username;
            variables["DOTNET_CONTAINER_PULL_REGISTRY_PWORD"] = password;
        }

        return variables;
    }

    private string Append(string variable, string value) => host.Environment(variable) is { Length: > 0 } others ? $"{others},{value}" : value;

    /// <summary>What MSBuild would take for the end of a value (its documentation, "MSBuild special characters").</summary>
    private static string Escape(string value) => value
        .Replace("%", "%25", StringComparison.Ordinal)
        .Replace(";", "%3B", StringComparison.Ordinal)
        .Replace(",", "%2C", StringComparison.Ordinal);
}
