namespace Plimsoll.Testing.Hostile;

/// <summary>What is done to a node of a JSON document.</summary>
public enum JsonEditKind
{
    /// <summary>It becomes another value, of another type or no JSON at all.</summary>
    Replace,

    /// <summary>A text gets another beginning or end.</summary>
    EditText,

    /// <summary>It goes.</summary>
    Remove,

    /// <summary>Its name stands there twice.</summary>
    Duplicate,

    /// <summary>Its name stands there a second time in other letters.</summary>
    OtherCase,

    /// <summary>It is called otherwise.</summary>
    Rename,

    /// <summary>It is in an array or object of its own.</summary>
    Wrap,

    /// <summary>It is there a hundred times.</summary>
    Multiply,

    /// <summary>The document ends here.</summary>
    Truncate,

    /// <summary>Something stands before the document, such as a byte order mark.</summary>
    Surround,
}
