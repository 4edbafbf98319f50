using System.Diagnostics.CodeAnalysis;

namespace Plimsoll.Build.CI;

/// <summary>What somebody who starts a workflow by hand gives it, and how GitHub asks for it.</summary>
[SuppressMessage("Naming", "CA1720:Identifier contains type name", Justification = "The name is that of Fallout, and of GitHub.")]
public enum GitHubActionsInputType
{
    /// <summary>A text.</summary>
    String,

    /// <summary>A box to tick: <c>true</c> or <c>false</c>.</summary>
    Boolean,

    /// <summary>A number.</summary>
    Number,

    /// <summary>One of several texts.</summary>
    Choice,

    /// <summary>One of the repository's environments.</summary>
    Environment,
}
