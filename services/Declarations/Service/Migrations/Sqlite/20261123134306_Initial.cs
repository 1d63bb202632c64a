using System;
using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace Clearance.Declarations.Migrations.Sqlite
{
    /// <inheritdoc />
    public partial class Initial : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.CreateTable(
                name: "dead_letter",
                columns: table => new
                {
                    id = table.Column<Guid>(type: "TEXT", nullable: false),
                    type = table.Column<string>(type: "TEXT", nullable: false),
                    subject = table.Column<string>(type: "TEXT", nullable: false),
                    body = table.Column<byte[]>(type: "BLOB", nullable: false),
                    time = table.Column<long>(type: "INTEGER", nullable: false),
                    trace_parent = table.Column<string>(type: "TEXT", nullable: false),
                    reason = table.Column<string>(type: "TEXT", nullable: false),
                    attempts = table.Column<int>(type: "INTEGER", nullable: false),
                    attempt_time = table.Column<long>(type: "INTEGER", nullable: false),
                    state = table.Column<int>(type: "INTEGER", nullable: false),
                    closed_by = table.Column<string>(type: "TEXT", nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_dead_letter", x => x.id);
                });

            migrationBuilder.CreateTable(
                name: "declaration",
                columns: table => new
                {
                    key = table.Column<string>(type: "TEXT", nullable: false),
                    bill_of_lading = table.Column<string>(type: "TEXT", nullable: true),
                    client_reference = table.Column<string>(type: "TEXT", nullable: true),
                    create_time = table.Column<long>(type: "INTEGER", nullable: false),
                    customs_office = table.Column<string>(type: "TEXT", nullable: true),
                    declarant = table.Column<string>(type: "TEXT", nullable: true),
                    declaration_number = table.Column<string>(type: "TEXT", nullable: true),
                    direction = table.Column<string>(type: "TEXT", nullable: true),
                    due = table.Column<long>(type: "INTEGER", nullable: true),
                    enterprise = table.Column<string>(type: "TEXT", nullable: true),
                    hash = table.Column<byte[]>(type: "BLOB", nullable: true),
                    state = table.Column<string>(type: "TEXT", nullable: false),
                    status = table.Column<string>(type: "TEXT", nullable: true),
                    unified_number = table.Column<string>(type: "TEXT", nullable: true),
                    update_time = table.Column<long>(type: "INTEGER", nullable: false),
                    version = table.Column<long>(type: "INTEGER", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_declaration", x => x.key);
                });

            migrationBuilder.CreateTable(
                name: "enterprise",
                columns: table => new
                {
                    key = table.Column<string>(type: "TEXT", nullable: false),
                    create_time = table.Column<long>(type: "INTEGER", nullable: false),
                    customs_code = table.Column<string>(type: "TEXT", nullable: true),
                    due = table.Column<long>(type: "INTEGER", nullable: true),
                    hash = table.Column<byte[]>(type: "BLOB", nullable: true),
                    state = table.Column<string>(type: "TEXT", nullable: false),
                    update_time = table.Column<long>(type: "INTEGER", nullable: false),
                    uscc = table.Column<string>(type: "TEXT", nullable: true),
                    version = table.Column<long>(type: "INTEGER", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_enterprise", x => x.key);
                });

            migrationBuilder.CreateTable(
                name: "inbox",
                columns: table => new
                {
                    id = table.Column<Guid>(type: "TEXT", nullable: false),
                    time = table.Column<long>(type: "INTEGER", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_inbox", x => x.id);
                });

            migrationBuilder.CreateTable(
                name: "journal",
                columns: table => new
                {
                    aggregate = table.Column<string>(type: "TEXT", nullable: false),
                    key = table.Column<string>(type: "TEXT", nullable: false),
                    version = table.Column<long>(type: "INTEGER", nullable: false),
                    message = table.Column<string>(type: "TEXT", nullable: false),
                    message_id = table.Column<Guid>(type: "TEXT", nullable: false),
                    time = table.Column<long>(type: "INTEGER", nullable: false),
                    actor_subject = table.Column<string>(type: "TEXT", nullable: false),
                    actor_role = table.Column<string>(type: "TEXT", nullable: false),
                    actor_enterprise = table.Column<string>(type: "TEXT", nullable: true),
                    events = table.Column<string>(type: "TEXT", nullable: false),
                    hash = table.Column<byte[]>(type: "BLOB", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_journal", x => new { x.aggregate, x.key, x.version });
                });

            migrationBuilder.CreateTable(
                name: "outbox",
                columns: table => new
                {
                    sequence = table.Column<long>(type: "INTEGER", nullable: false)
                        .Annotation("Sqlite:Autoincrement", true),
                    id = table.Column<Guid>(type: "TEXT", nullable: false),
                    type = table.Column<string>(type: "TEXT", nullable: false),
                    subject = table.Column<string>(type: "TEXT", nullable: false),
                    body = table.Column<byte[]>(type: "BLOB", nullable: false),
                    time = table.Column<long>(type: "INTEGER", nullable: false),
                    trace_parent = table.Column<string>(type: "TEXT", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_outbox", x => x.sequence);
                });

            migrationBuilder.CreateTable(
                name: "posting",
                columns: table => new
                {
                    id = table.Column<long>(type: "INTEGER", nullable: false)
                        .Annotation("Sqlite:Autoincrement", true),
                    account = table.Column<string>(type: "TEXT", nullable: false),
                    currency = table.Column<string>(type: "TEXT", nullable: false),
                    amount = table.Column<decimal>(type: "TEXT", nullable: false),
                    aggregate = table.Column<string>(type: "TEXT", nullable: false),
                    key = table.Column<string>(type: "TEXT", nullable: false),
                    message_id = table.Column<Guid>(type: "TEXT", nullable: false),
                    time = table.Column<long>(type: "INTEGER", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_posting", x => x.id);
                });

            migrationBuilder.CreateTable(
                name: "request_log",
                columns: table => new
                {
                    scope = table.Column<string>(type: "TEXT", nullable: false),
                    request_id = table.Column<string>(type: "TEXT", nullable: false),
                    content_hash = table.Column<byte[]>(type: "BLOB", nullable: false),
                    reply = table.Column<byte[]>(type: "BLOB", nullable: false),
                    time = table.Column<long>(type: "INTEGER", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_request_log", x => new { x.scope, x.request_id });
                });

            migrationBuilder.CreateTable(
                name: "serial",
                columns: table => new
                {
                    key = table.Column<string>(type: "TEXT", nullable: false),
                    create_time = table.Column<long>(type: "INTEGER", nullable: false),
                    due = table.Column<long>(type: "INTEGER", nullable: true),
                    hash = table.Column<byte[]>(type: "BLOB", nullable: true),
                    state = table.Column<string>(type: "TEXT", nullable: false),
                    update_time = table.Column<long>(type: "INTEGER", nullable: false),
                    version = table.Column<long>(type: "INTEGER", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_serial", x => x.key);
                });

            migrationBuilder.CreateIndex(
                name: "ix_dead_letter_time",
                table: "dead_letter",
                columns: new[] { "time", "id" });

            migrationBuilder.CreateIndex(
                name: "ix_declaration_bill_of_lading",
                table: "declaration",
                columns: new[] { "bill_of_lading", "create_time", "key" });

            migrationBuilder.CreateIndex(
                name: "ix_declaration_client_reference",
                table: "declaration",
                columns: new[] { "client_reference", "create_time", "key" });

            migrationBuilder.CreateIndex(
                name: "ix_declaration_create_time",
                table: "declaration",
                columns: new[] { "create_time", "key" });

            migrationBuilder.CreateIndex(
                name: "ix_declaration_customs_office",
                table: "declaration",
                columns: new[] { "customs_office", "create_time", "key" });

            migrationBuilder.CreateIndex(
                name: "ix_declaration_declarant",
                table: "declaration",
                columns: new[] { "declarant", "create_time", "key" });

            migrationBuilder.CreateIndex(
                name: "ix_declaration_direction",
                table: "declaration",
                columns: new[] { "direction", "create_time", "key" });

            migrationBuilder.CreateIndex(
                name: "ix_declaration_due",
                table: "declaration",
                column: "due",
                filter: "\"due\" IS NOT NULL");

            migrationBuilder.CreateIndex(
                name: "ix_declaration_enterprise",
                table: "declaration",
                columns: new[] { "enterprise", "create_time", "key" });

            migrationBuilder.CreateIndex(
                name: "ix_declaration_status",
                table: "declaration",
                columns: new[] { "status", "create_time", "key" });

            migrationBuilder.CreateIndex(
                name: "ux_declaration_declaration_number",
                table: "declaration",
                column: "declaration_number",
                unique: true);

            migrationBuilder.CreateIndex(
                name: "ux_declaration_unified_number",
                table: "declaration",
                column: "unified_number",
                unique: true);

            migrationBuilder.CreateIndex(
                name: "ix_enterprise_create_time",
                table: "enterprise",
                columns: new[] { "create_time", "key" });

            migrationBuilder.CreateIndex(
                name: "ix_enterprise_uscc",
                table: "enterprise",
                columns: new[] { "uscc", "create_time", "key" });

            migrationBuilder.CreateIndex(
                name: "ux_enterprise_customs_code",
                table: "enterprise",
                column: "customs_code",
                unique: true);

            migrationBuilder.CreateIndex(
                name: "ix_inbox_time",
                table: "inbox",
                column: "time");

            migrationBuilder.CreateIndex(
                name: "ux_outbox_id",
                table: "outbox",
                column: "id",
                unique: true);

            migrationBuilder.CreateIndex(
                name: "ix_posting_account",
                table: "posting",
                columns: new[] { "account", "id" });

            migrationBuilder.CreateIndex(
                name: "ix_request_log_time",
                table: "request_log",
                column: "time");

            migrationBuilder.CreateIndex(
                name: "ix_serial_create_time",
                table: "serial",
                columns: new[] { "create_time", "key" });
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropTable(
                name: "dead_letter");

            migrationBuilder.DropTable(
                name: "declaration");

            migrationBuilder.DropTable(
                name: "enterprise");

            migrationBuilder.DropTable(
                name: "inbox");

            migrationBuilder.DropTable(
                name: "journal");

            migrationBuilder.DropTable(
                name: "outbox");

            migrationBuilder.DropTable(
                name: "posting");

            migrationBuilder.DropTable(
                name: "request_log");

            migrationBuilder.DropTable(
                name: "serial");
        }
    }
}
