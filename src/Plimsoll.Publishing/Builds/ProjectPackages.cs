using System.Text.Json;
using Plimsoll.Oci;
using Plimsoll.Publishing.Sboms;

namespace Plimsoll.Publishing.Builds;

/// <summary>Reads which packages a .NET project was just built with: asks MSBuild where NuGet wrote them down, and what of the runtime is published.</summary>
/// <param name="sdk">The SDK.</param>
internal sealed class ProjectPackages(BuildTool sdk)
{
    /// <summary>That of a large solution has some megabytes.</summary>
    private const int LargestAssets = 64 * 1024 * 1024;

    private const string Advice = "Give an SBOM as a file, or none.";

    /// <summary>Reads them.</summary>
    /// <param name="recipe">What was built.</param>
    /// <param name="properties">The properties that it was built with, as arguments.</param>
    /// <param name="cancellationToken">Stops waiting.</param>
    /// <exception cref="PlimsollException">MSBuild does not tell, or the file is not there or not what it should be (exit code 1).</exception>
    public async Task<ProjectAssets> ReadAsync(BuildRecipe recipe, IReadOnlyList<string> properties, CancellationToken cancellationToken)
    {
        // What PublishSelfContained and PublishAot say holds only while something is published.
        string[] arguments = ["msbuild", recipe.Path, "-nologo", "-nodeReuse:false", .. properties, "-p:_IsPublishing=true", "-getProperty:ProjectAssetsFile,TargetFramework,SelfContained,PublishAot"];
        var (succeeded, lines) = await sdk.RunAsync(arguments, recipe.Context, new Dictionary<string, string> { ["DOTNET_CLI_UI_LANGUAGE"] = "en", ["DOTNET_NOLOGO"] = "1" }, output: null, cancellationToken);
        if (!succeeded)
            throw Failure(recipe, BuildTool.Reason(lines));

        var values = Parse(string.Join('\n', lines)) ?? throw Failure(recipe, "MSBuild did not tell the properties of the project");
        var file = Path.GetFullPath(values.GetValueOrDefault("ProjectAssetsFile") ?? "", Directory.Exists(recipe.Path) ? recipe.Path : Path.GetDirectoryName(recipe.Path)!);
        if (new FileInfo(file) is not { Exists: true, Length: <= LargestAssets })
            throw Failure(recipe, $"there is no {file}");

        var pack = IsTrue(values, "PublishAot") ? RuntimePack.Native : IsTrue(values, "SelfContained") ? RuntimePack.SelfContained : RuntimePack.None;
        return ProjectAssets.Read(await ReadAsync(recipe, file, cancellationToken), values.GetValueOrDefault("TargetFramework") ?? "", pack, ProjectBuild.RuntimeIdentifier) ?? throw Failure(recipe, $"{file} has another form than expected");
    }

    private static async Task<byte[]> ReadAsync(BuildRecipe recipe, string file, CancellationToken cancellationToken)
    {
        try
        {
            return await File.ReadAllBytesAsync(file, cancellationToken);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            throw Failure(recipe, exception.Message, exception);
        }
    }

    private static bool IsTrue(Dictionary<string, string> values, string name) => string.Equals(values.GetValueOrDefault(name), "true", StringComparison.OrdinalIgnoreCase);

    private static Dictionary<string, string>? Parse(string json)
    {
        try
        {
            using var document = JsonDocument.Parse(json);
            return document.RootElement.GetProperty("Properties").EnumerateObject().ToDictionary(property => property.Name, property => property.Value.GetString() ?? "");
        }
        catch (Exception exception) when (exception is JsonException or InvalidOperationException or KeyNotFoundException)
        {
            return null;
        }
    }

    private static PlimsollException Failure(BuildRecipe recipe, string reason, Exception? cause = null) =>
        new(ErrorKind.Failed, $"The packages of {recipe.Path} cannot be listed for its SBOM: {reason}.", Advice, cause);
}
