namespace Plimsoll.Policy.Scanners.SourceCode;

/// <summary>A language whose texts, comments and calls can be told apart.</summary>
internal enum CodeLanguage
{
    CSharp,
    Java,
    Kotlin,
    Go,
    JavaScript,
    Python,
    Jsonnet,
}
