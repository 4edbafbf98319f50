namespace Plimsoll.Tags.Rules.Templates;

/// <summary>What a piece of a template is.</summary>
internal enum TokenKind
{
    Content,
    Comment,
    OpenRawBlock,
    CloseRawBlock,
    EndRawBlock,
    OpenPartial,
    OpenPartialBlock,
    OpenBlock,
    OpenEndBlock,
    OpenInverse,
    OpenInverseChain,
    Inverse,
    OpenUnescaped,
    CloseUnescaped,
    Open,
    Close,
    OpenSubexpression,
    CloseSubexpression,
    OpenBlockParameters,
    CloseBlockParameters,
    Equals,
    Separator,
    Data,
    String,
    Number,
    Boolean,
    Undefined,
    Null,
    Id,
    End,
}

/// <summary>A piece of a template, and its text.</summary>
internal readonly record struct TemplateToken(TokenKind Kind, string Text);
