using Plimsoll.Build.Tools;

namespace Plimsoll.Build.Components;

/// <summary>Gives a build the target <c>ReportCoverage</c>, of what the tests cover.</summary>
public interface IReportCoverage : ITest, IHazReports
{
    /// <summary>Whether a report for browsers is made.</summary>
    bool CreateCoverageHtmlReport { get; }

    /// <summary>Whether the coverage is sent to Codecov.</summary>
    bool ReportToCodecov { get; }

    /// <summary>The token for Codecov.</summary>
    [Parameter("Token for Codecov")]
    [Secret]
    string? CodecovToken => TryGetValue(() => CodecovToken);

    /// <summary>Where the report goes; the default is <c>coverage-report</c> in the reports.</summary>
    AbsolutePath CoverageReportDirectory => ReportDirectory / "coverage-report";

    /// <summary>The archive with the report; the default is <c>coverage-report.zip</c> in the reports.</summary>
    AbsolutePath CoverageReportArchive => ReportDirectory / "coverage-report.zip";

    /// <summary>Reports what the tests cover.</summary>
    Target ReportCoverage => _ => _
        .DependsOn(Test)
        .Requires(() => !ReportToCodecov || CodecovToken != null)
        .Executes(() =>
        {
            if (ReportToCodecov)
                CodecovTasks.Codecov(_ => _.Apply(CodecovSettingsBase).Apply(CodecovSettings));
            if (!CreateCoverageHtmlReport)
                return;
            ReportGeneratorTasks.ReportGenerator(_ => _.Apply(ReportGeneratorSettingsBase).Apply(ReportGeneratorSettings));
            CoverageReportArchive.DeleteFile();
            CoverageReportDirectory.ZipTo(CoverageReportArchive);
        });

    /// <summary>What the component sets for Codecov.</summary>
    sealed Configure<CodecovSettings> CodecovSettingsBase => _ => _
        .SetFiles(TestResultDirectory.GlobFiles("*.xml").Select(file => file.ToString()))
        .SetToken(CodecovToken)
        .WhenNotNull((this as IHazGitRepository)?.GitRepository, (_, repository) => _.SetBranch(repository.Branch).SetSha(repository.Commit))
        .WhenNotNull((this as IHazVersionNumbers)?.VersionNumbers, (_, version) => _.SetBuild(version.Version));

    /// <summary>What a build changes for Codecov; the default is nothing.</summary>
    Configure<CodecovSettings> CodecovSettings => _ => _;

    /// <summary>What the component sets for the report.</summary>
    sealed Configure<ReportGeneratorSettings> ReportGeneratorSettingsBase => _ => _
        .SetReports(TestResultDirectory / "*.xml")
        .SetReportTypes(ReportTypes.HtmlInline)
        .SetTargetDirectory(CoverageReportDirectory);

    /// <summary>What a build changes for the report; the default is nothing.</summary>
    Configure<ReportGeneratorSettings> ReportGeneratorSettings => _ => _;
}
