using Plimsoll.Oci;
using Plimsoll.Policy;
using Plimsoll.Policy.Reports;
using Plimsoll.Publishing;

namespace Plimsoll.Build.Components;

/// <summary>
/// Gives a build the target <c>CheckTagPolicy</c>: finds the images that Kubernetes manifests, Compose files and
/// Dockerfiles use, and judges their tags by <c>policy:</c> of <c>plimsoll.yml</c>. A build that publishes checks first.
/// </summary>
/// <example>
/// <code>
/// class Build : PlimsollBuild, ICheckTagPolicy
/// {
///     IReadOnlyList&lt;string&gt; ICheckTagPolicy.PolicyPaths =&gt; ["deploy"];
/// }
/// </code>
/// </example>
public interface ICheckTagPolicy : IPlimsollComponent
{
    /// <summary>The profile for every file; the default is that of <c>plimsoll.yml</c>, else it depends on the file's environment.</summary>
    [Parameter("Policy profile for all files: tag (a tag other than latest), floating (no moving tags), digest (digests only)")]
    PolicyProfile? PolicyProfile => TryGetValue(() => PolicyProfile);

    /// <summary>The files and folders that are checked, absolute or relative to the root. The default is the root with all below it.</summary>
    IReadOnlyList<string> PolicyPaths => ["."];

    /// <summary>Checks the files, and fails where one uses an image that it may not (exit code 3).</summary>
    Target CheckTagPolicy => _ => _
        .Description("Checks the tags of the images that the repository's files use")
        .Executes(async cancellationToken =>
        {
            await using var plimsoll = BuildPlimsoll.Create(this);
            var result = await plimsoll.CheckAsync(new CheckRequest { Paths = PolicyPaths, Profile = PolicyProfile }, cancellationToken);

            using var report = new StringWriter { NewLine = "\n" };
            TextReport.Write(result, report);
            var text = report.ToString().TrimEnd();
            Log.Information(text);
            ReportSummary(summary => summary.AddPair("images", result.Images.Count).AddPair("files", result.Files));
            if (result.HasErrors)
                throw new PlimsollException(
                    ErrorKind.Policy,
                    Log.Verbosity >= Verbosity.Normal ? "The files above use images that the tag policy forbids." : $"Files use images that the tag policy forbids:\n{text}",
                    "Change the images in these files, or adjust 'policy:' and 'environments:' in plimsoll.yml.");
        });
}
