namespace Plimsoll.Cli.Output;

/// <summary>The forms of a report, by the names they have on the command line; on standard output they follow each other in this order.</summary>
internal enum ReportFormat
{
    /// <summary>For readers, with the lines of the files.</summary>
    Text,

    /// <summary>Everything, as <c>--output json</c> prints it.</summary>
    Json,

    /// <summary>SARIF 2.1.0.</summary>
    Sarif,

    /// <summary>A table for a comment or a summary.</summary>
    Markdown,

    /// <summary>Annotations of GitHub Actions, and on standard output the job summary.</summary>
    GitHub,

    /// <summary>Issues of Azure Pipelines, and on standard output the summary of the run.</summary>
    Azure,

    /// <summary>Code quality of GitLab.</summary>
    GitLab,

    /// <summary>A test run.</summary>
    JUnit,

    /// <summary>What many tools read.</summary>
    Checkstyle,
}
